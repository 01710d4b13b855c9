import PerronDomain
import PerronSecrets
import Synchronization

/// The third party that the fund chose for « Je ne suis pas un robot », and whether it answers at present. One that is out of order is left
/// alone for a while: its pages fall back at once, and nobody waits for a time-out that somebody else has just waited for.
package final class RobotService: Sendable {
    /// What a page does while the third party is out of order.
    package enum WhenDown: String, Sendable, CaseIterable {
        /// Our own proof of work stands in.
        case own
        /// Nobody whose browser runs scripts passes; the page says so and whom to call.
        case refuse
    }

    private struct Outage {
        var pauses = 0
        var until: Instant?
    }

    package let provider: RobotProvider
    /// Public: it stands in the page.
    package let siteKey: String
    package let whenDown: WhenDown
    private let tellsAddress: Bool
    private let witness: any RobotWitness
    private let outage = Mutex(Outage())

    /// - Parameter tellsAddress: whether the third party is given the visitor's address beside the token.
    package init(
        _ provider: RobotProvider, siteKey: String, whenDown: WhenDown, tellsAddress: Bool = false, witness: any RobotWitness
    ) {
        self.provider = provider
        self.siteKey = siteKey
        self.whenDown = whenDown
        self.tellsAddress = tellsAddress
        self.witness = witness
    }

    package func isDown(_ now: Instant) -> Bool {
        outage.withLock { $0.until.map { now < $0 } ?? false }
    }

    func testimony(on token: RobotToken, action: String, address: String?, now: Instant) async -> RobotTestimony {
        guard !isDown(now) else { return .outOfOrder }
        let testimony = await witness.testimony(on: token, action: action, address: tellsAddress ? address : nil)
        switch testimony {
        case .person, .stale, .notAPerson: outage.withLock { $0 = Outage() }
        case .outOfOrder: noteOutage(now)
        case .busy: break
        }
        return testimony
    }

    /// Of many that failed side by side the first one counts.
    private func noteOutage(_ now: Instant) {
        outage.withLock { outage in
            guard outage.until.map({ now >= $0 }) ?? true else { return }
            outage.pauses += 1
            outage.until = now.adding(RobotService.pause(outage.pauses))
        }
    }

    /// 1, 2, 4, 8, then 10 minutes.
    private static func pause(_ number: Int) -> Duration {
        min(.minutes(1) * (1 << min(number - 1, 4)), .minutes(10))
    }
}
