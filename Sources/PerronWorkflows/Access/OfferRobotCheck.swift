import PerronDomain
import PerronStorage

/// Prepares the robot check of a form, harder for a network that asks often.
package struct OfferRobotCheck: Sendable {
    private let base: Foundations
    private let robots: RobotCheck

    package init(_ base: Foundations) {
        self.base = base
        robots = RobotCheck(base)
    }

    package func callAsFunction(_ form: RobotCheck.Form, network: Network) async throws -> RobotCheck.Offer {
        let now = base.clock.now()
        let subject = robots.digest(of: network)
        let recent = try await base.database.read { tx in
            try Quotas(tx).instants(.requestFromNetwork, subject: subject, since: now.subtracting(.minutes(10))).count
        }
        return robots.offer(form, network: network, recent: recent, now: now)
    }
}
