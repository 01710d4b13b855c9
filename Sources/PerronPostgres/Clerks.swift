import Dispatch
import Foundation
import PerronStorage
import Synchronization

/// Threads with a connection each, which take jobs from one queue: what blocks, blocks no other thread of the program, and a connection
/// belongs to one job at a time.
final class Clerks: Sendable {
    typealias Job = @Sendable (Clerk) -> Void

    private struct Queue {
        var jobs: [Job] = []
        var isClosed = false
    }

    private let queue = Mutex(Queue())
    private let waiting = DispatchSemaphore(value: 0)
    private let working = DispatchGroup()
    private let count: Int

    init(_ url: PostgresURL, _ limits: PostgresLimits) {
        count = limits.connections
        let habits = ReadHabits()
        for number in 0..<count {
            working.enter()
            let thread = Thread { [self] in
                let clerk = Clerk(url, limits, habits, number: number)
                while let job = next() { job(clerk) }
                working.leave()
            }
            thread.name = "perron.postgres"
            thread.start()
        }
    }

    /// - Throws: `DatabaseError.unavailable` after the end.
    func give(_ job: @escaping Job) throws {
        try queue.withLock { queue in
            guard !queue.isClosed else { throw DatabaseError.unavailable("it was closed") }
            queue.jobs.append(job)
        }
        waiting.signal()
    }

    /// Takes no more; what waits is still done.
    func dismiss() {
        let isNew = queue.withLock { queue in
            defer { queue.isClosed = true }
            return !queue.isClosed
        }
        if isNew { for _ in 0..<count { waiting.signal() } }
    }

    /// Returns once every connection is closed.
    func ended() async {
        await withCheckedContinuation { continuation in working.notify(queue: .global()) { continuation.resume() } }
    }

    private func next() -> Job? {
        waiting.wait()
        return queue.withLock { $0.jobs.isEmpty ? nil : $0.jobs.removeFirst() }
    }
}
