import GRDB
import PerronStorage
import Synchronization

/// Many waiting transactions, one sync: whoever finds the writer idle drains the queue in one BEGIN … COMMIT, each body under
/// a savepoint of its own, so that one that fails takes no other with it. Nobody is answered before the COMMIT is on disk.
final class GroupCommit: Sendable {
    /// A round ends after so many bodies or milliseconds, so that a reader's or another process's wait stays under 100 ms.
    private static let largestRound = 256
    private static let longestRound: Duration = .milliseconds(40)

    private struct Job: Sendable {
        /// Runs the body; gives back what to tell its caller once the round's COMMIT has succeeded or failed.
        let run: @Sendable (GRDB.Database) -> Outcome
        let fail: @Sendable (any Error) -> Void
    }

    private enum Outcome: Sendable {
        case succeeded(@Sendable () -> Void)
        case failed(any Error, @Sendable () -> Void)
    }

    private struct Queue {
        var waiting: [Job] = []
        var isDraining = false
    }

    private let pool: DatabasePool
    private let waiting: WaitingWriters
    private let files: DatabaseFiles
    private let queue = Mutex(Queue())

    init(pool: DatabasePool, waiting: WaitingWriters) throws {
        self.pool = pool
        self.waiting = waiting
        files = try DatabaseFiles(path: pool.path)
    }

    func write<Value: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let job = Job(
                run: { connection in
                    do {
                        let value = try body(SQLiteTransaction(connection: connection))
                        return .succeeded { continuation.resume(returning: value) }
                    } catch {
                        return .failed(error) { continuation.resume(throwing: SQLiteErrors.translate(error)) }
                    }
                },
                fail: { continuation.resume(throwing: SQLiteErrors.translate($0)) })
            enqueue(job)
        }
    }

    private func enqueue(_ job: Job) {
        let mustStart = queue.withLock { queue in
            queue.waiting.append(job)
            defer { queue.isDraining = true }
            return !queue.isDraining
        }
        if mustStart { scheduleRound() }
    }

    private func scheduleRound() {
        pool.asyncWriteWithoutTransaction { [self] connection in
            runRound(on: connection)
            let more = queue.withLock { queue in
                queue.isDraining = !queue.waiting.isEmpty
                return queue.isDraining
            }
            if more { scheduleRound() }
        }
    }

    private func runRound(on connection: GRDB.Database) {
        var answers: [@Sendable () -> Void] = []
        var ran: [Job] = []
        do {
            defer { waiting.withdraw() }
            try files.assureInPlace()
            try connection.beginTransaction(.immediate)
            waiting.withdraw()
            let savepoint = try connection.cachedStatement(sql: "SAVEPOINT job")
            let release = try connection.cachedStatement(sql: "RELEASE job")
            // Not before: a round that waited long for another process's lock has all of its time for its bodies.
            let started = ContinuousClock.now
            while ran.count < GroupCommit.largestRound, ContinuousClock.now - started < GroupCommit.longestRound, let job = next() {
                ran.append(job)
                try savepoint.execute()
                switch job.run(connection) {
                case .succeeded(let answer):
                    try release.execute()
                    answers.append(answer)
                case .failed(let error, let answer):
                    // A full disk or a failing one makes SQLite roll the whole round back by itself.
                    guard connection.isInsideTransaction else { throw error }
                    try connection.execute(sql: "ROLLBACK TO job; RELEASE job")
                    answers.append(answer)
                }
            }
            try connection.commit()
        } catch {
            // The round is lost as a whole: roll back what may be open, and tell every caller the same.
            if connection.isInsideTransaction { try? connection.rollback() }
            // Without the lock, or without a disk, whoever waits is told now: each would wait as long for the same answer.
            if ran.isEmpty { ran = takeAll() }
            for job in ran { job.fail(error) }
            return
        }
        for answer in answers { answer() }
    }

    private func takeAll() -> [Job] {
        queue.withLock { queue in
            defer { queue.waiting = [] }
            return queue.waiting
        }
    }

    private func next() -> Job? {
        queue.withLock { $0.waiting.isEmpty ? nil : $0.waiting.removeFirst() }
    }
}
