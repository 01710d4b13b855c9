/// Where Argon2id runs: a fixed number of lanes, one thread each at a lower priority, off the event loops and off Swift's own
/// threads.
///
/// Memory is bounded (19 MiB a lane), work in order of arrival, and so is the queue: when it is full, `run` fails at once rather than let
/// a flood of sign-ins wait for minutes. The caller answers « try again in a moment ».
package actor HashingPool {
    private let lanes: [HashingLane]
    private let capacity: Int
    private var free: [Int]
    private var waiting: [CheckedContinuation<Int, Never>] = []
    private var served = 0

    /// - Parameters:
    ///   - lanes: usually the number of cores; at least 1.
    ///   - capacity: how many may wait; at 13 ms each, 256 on two cores are under two seconds.
    package init(lanes count: Int, capacity: Int = 256) {
        precondition(count >= 1, "a pool needs a lane")
        lanes = (0..<count).map { _ in HashingLane() }
        free = Array(lanes.indices)
        self.capacity = capacity
    }

    /// Runs `work` on a lane of its own and gives its result. What has begun is finished, also when the caller is cancelled.
    /// - Parameter isUrgent: waits however many others do; for whoever has shown who they are, which no flood of strangers can be.
    /// - Throws: `HashingPoolError.full` unless urgent, or what `work` throws.
    package func run<Result: Sendable>(isUrgent: Bool = false, _ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        let lane = try await takeLane(isUrgent: isUrgent)
        defer { giveBack(lane) }
        return try await withCheckedThrowingContinuation { continuation in
            lanes[lane].run { continuation.resume(with: Swift.Result { try work() }) }
        }
    }

    /// How many wait for a lane now.
    package var queueLength: Int { waiting.count - served }

    private func takeLane(isUrgent: Bool) async throws(HashingPoolError) -> Int {
        if let lane = free.popLast() { return lane }
        guard isUrgent || queueLength < capacity else { throw .full }
        return await withCheckedContinuation { waiting.append($0) }
    }

    /// Hands the lane to whoever waited longest. The served front of the queue is dropped now and then, not each time.
    private func giveBack(_ lane: Int) {
        guard queueLength > 0 else {
            waiting.removeAll(keepingCapacity: true)
            served = 0
            free.append(lane)
            return
        }
        let next = waiting[served]
        served += 1
        if served > 64, served * 2 > waiting.count {
            waiting.removeFirst(served)
            served = 0
        }
        next.resume(returning: lane)
    }
}

package enum HashingPoolError: Error, Equatable, Sendable {
    case full
}
