import PerronStorage
import Synchronization

/// Leases orders for all lanes that ask while a lease is under way in one transaction more: on a busy morning they come together, and when
/// nothing is due one look tells all of them.
final class SharedLease: Sendable {
    private enum Turn {
        /// Lease, for oneself and for whoever waits by then.
        case lead
        case given(DispatchOrder?)
    }

    private struct State {
        var isLeasing = false
        var waiting: [CheckedContinuation<Turn, any Error>] = []
    }

    private let state = Mutex(State())
    private let lease: @Sendable (_ atMost: Int) async throws -> [DispatchOrder]

    init(_ lease: @escaping @Sendable (_ atMost: Int) async throws -> [DispatchOrder]) {
        self.lease = lease
    }

    /// Who waits behind the lease that is under way.
    var waitingCount: Int { state.withLock { $0.waiting.count } }

    /// Nil when nothing is due for whoever asks.
    func next() async throws -> DispatchOrder? {
        let turn = try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Turn, any Error>) in
            let leads = state.withLock { state in
                guard state.isLeasing else {
                    state.isLeasing = true
                    return true
                }
                state.waiting.append(continuation)
                return false
            }
            if leads { continuation.resume(returning: .lead) }
        }
        return switch turn {
        case .lead: try await lead()
        case .given(let order): order
        }
    }

    private func lead() async throws -> DispatchOrder? {
        let asking = state.withLock { state in
            defer { state.waiting = [] }
            return state.waiting
        }
        defer { handOn() }
        do {
            var orders = try await lease(asking.count + 1)[...]
            let own = orders.popFirst()
            for one in asking { one.resume(returning: .given(orders.popFirst())) }
            return own
        } catch {
            for one in asking { one.resume(throwing: error) }
            throw error
        }
    }

    /// To the first of those who came meanwhile.
    private func handOn() {
        let next = state.withLock { state -> CheckedContinuation<Turn, any Error>? in
            state.isLeasing = !state.waiting.isEmpty
            return state.waiting.isEmpty ? nil : state.waiting.removeFirst()
        }
        next?.resume(returning: .lead)
    }
}
