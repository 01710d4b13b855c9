import Dispatch
import GRDB
import PerronStorage
import Synchronization

/// Many waiting reads, one snapshot: whoever wakes a reading thread leaves it everything that waits by then. A snapshot begins after all
/// of its reads were asked for, so that each sees what was committed before it was asked.
final class GroupRead: Sendable {
    /// So many reads of one snapshot at most: a slow one holds few others up.
    private static let largestRound = 16
    /// As many as the pool has connections.
    static let largestRounds = 4

    private struct Job: Sendable {
        let run: @Sendable (GRDB.Database) -> Void
        let fail: @Sendable (any Error) -> Void
    }

    private struct Queue {
        var waiting: [Job] = []
        /// Rounds that have a thread, or will have.
        var rounds = 0
        /// Those of them that have not taken their reads yet, and so will take whatever comes meanwhile.
        var starting = 0
    }

    private let pool: DatabasePool
    private let queue = Mutex(Queue())
    private let threads = DispatchQueue(label: "perron.reading", qos: .userInitiated, attributes: .concurrent)

    init(pool: DatabasePool) {
        self.pool = pool
    }

    func read<Value: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            enqueue(
                Job(
                    run: { connection in
                        continuation.resume(
                            with: Result { try body(SQLiteTransaction(connection: connection)) }.mapError(SQLiteErrors.translate))
                    },
                    fail: { continuation.resume(throwing: SQLiteErrors.translate($0)) }))
        }
    }

    private func enqueue(_ job: Job) {
        let mustStart = queue.withLock { queue in
            queue.waiting.append(job)
            guard queue.starting == 0, queue.rounds < GroupRead.largestRounds else { return false }
            queue.rounds += 1
            queue.starting += 1
            return true
        }
        if mustStart { threads.async { [self] in drain() } }
    }

    private func drain() {
        var isStarting = true
        var taken: [Job] = []
        func takeMore() -> Bool {
            taken = take(isStarting: isStarting) ?? []
            isStarting = false
            return !taken.isEmpty
        }
        do {
            // GRDB's own reads parse their BEGIN and COMMIT, and ask whether the schema is still the same, each time.
            try pool.unsafeRead { connection in
                let snapshot = try Snapshot(connection)
                while takeMore() { try snapshot.read { while let job = taken.popLast() { job.run(connection) } } }
            }
        } catch {
            repeat { while let job = taken.popLast() { job.fail(error) } } while takeMore()
        }
    }

    /// Last comes first. Nil where nothing waits any more: the round is over.
    private func take(isStarting: Bool) -> [Job]? {
        queue.withLock { queue in
            if isStarting { queue.starting -= 1 }
            guard !queue.waiting.isEmpty else {
                queue.rounds -= 1
                return nil
            }
            let jobs = queue.waiting.prefix(GroupRead.largestRound)
            queue.waiting.removeFirst(jobs.count)
            return jobs.reversed()
        }
    }
}

/// Reads of one state of the database, on one connection.
private struct Snapshot {
    private let connection: GRDB.Database
    private let begin: RawStatement
    private let end: RawStatement

    init(_ connection: GRDB.Database) throws {
        self.connection = connection
        begin = RawStatement(try connection.cachedStatement(sql: "BEGIN"))
        end = RawStatement(try connection.cachedStatement(sql: "COMMIT"))
    }

    func read(_ body: () -> Void) throws {
        // A connection that is handed back inside of a transaction ends the program.
        defer { if connection.isInsideTransaction { try? connection.rollback() } }
        try begin.execute([])
        body()
        try end.execute([])
    }
}
