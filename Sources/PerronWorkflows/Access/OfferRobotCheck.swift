import PerronDomain
import PerronStorage

/// Prepares the robot check of a form, harder for a network that does much of what the form is for.
package struct OfferRobotCheck: Sendable {
    private let base: Foundations
    private let robots: RobotCheck
    private let lately = RecentLoads()

    package init(_ base: Foundations) {
        self.base = base
        robots = RobotCheck(base)
    }

    /// For a form that comes back.
    package func callAsFunction(_ form: RobotCheck.Form, network: Network) async throws -> RobotCheck.Offer {
        let now = base.clock.now()
        let recent = try await base.database.read { tx in try robots.load(of: network, on: form, now: now, in: tx) }
        return robots.offer(form, network: network, recent: recent, now: now)
    }

    /// For the page of an access request before anything was typed: at the price of a second ago at most.
    package func forAccess(network: Network) async throws -> RobotCheck.Offer {
        let now = base.clock.now()
        let recent = try await lately(.init(form: .access, network: network, isKnown: false), now: now) {
            try await base.database.read { tx in try robots.load(of: network, on: .access, now: now, in: tx) }
        }
        return robots.offer(.access, network: network, recent: recent ?? 0, now: now)
    }

    /// For the sign-in page before anything was typed: nil where the check would not be asked for.
    /// - Parameter isKnown: the browser brings the cookie of a recognised one, of whichever file.
    package func ifDueForSignIn(network: Network, isKnown: Bool) async throws -> RobotCheck.Offer? {
        let now = base.clock.now()
        let recent = try await lately(.init(form: .signIn, network: network, isKnown: isKnown), now: now) {
            try await base.database.read { tx in
                try robots.isDueForSignIn(from: network, isRecognised: isKnown, now: now, in: tx)
                    ? robots.load(of: network, on: .signIn, now: now, in: tx) : nil
            }
        }
        return recent.map { robots.offer(.signIn, network: network, recent: $0, now: now) }
    }
}
