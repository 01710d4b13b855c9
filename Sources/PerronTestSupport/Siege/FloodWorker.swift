import PerronDomain
import PerronSecrets
import PerronStorage
import PerronWorkflows
import Synchronization

/// The worker of a flooded house: at most so many orders of each lane in a second, however fast the machine is that the proof runs on.
final class FloodWorker: Sendable {
    /// A code that left by e-mail, and when.
    struct Sent: Sendable {
        let code: ProvisionalPassword
        let at: Instant
    }

    private static let atOnce = 4

    private let base: Foundations
    private let perSecond: Int
    private let watched = Mutex<Set<Identifier<AccessRequest>>>([])
    private let kept = Mutex<[Identifier<AccessRequest>: Sent]>([:])

    init(_ base: Foundations, perSecond: Int) {
        self.base = base
        self.perSecond = perSecond
    }

    /// Keeps what is sent for this request.
    func watch(_ request: Identifier<AccessRequest>) {
        _ = watched.withLock { $0.insert(request) }
    }

    func sent(for request: Identifier<AccessRequest>) -> Sent? {
        kept.withLock { $0[request] }
    }

    /// One second's work; how many orders were taken.
    func second() async throws -> Int {
        try await withThrowingTaskGroup(of: Int.self) { group in
            for lane in DispatchLane.allCases {
                let left = Turns(perSecond)
                for _ in 0..<FloodWorker.atOnce {
                    group.addTask { [self] in
                        var count = 0
                        while left.take(), try await handleNext(lane) { count += 1 }
                        return count
                    }
                }
            }
            return try await group.reduce(0, +)
        }
    }

    private func handleNext(_ lane: DispatchLane) async throws -> Bool {
        guard let order = try await LeaseDispatch(base)(lane) else { return false }
        guard case .handOver(let outgoing) = try await DecideDispatch(base)(order) else { return true }
        _ = try await SettleEmail(base)(outgoing, .delivered)
        if watched.withLock({ $0.contains(order.requestID) }) {
            kept.withLock { $0[order.requestID] = Sent(code: outgoing.code, at: base.clock.now()) }
        }
        return true
    }
}

/// So many turns, taken by several at once.
private final class Turns: Sendable {
    private let left: Mutex<Int>

    init(_ count: Int) {
        left = Mutex(count)
    }

    func take() -> Bool {
        left.withLock { left in
            left -= 1
            return left >= 0
        }
    }
}
