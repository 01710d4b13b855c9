import PerronDomain
import PerronSecrets

/// Asks the third party about a token, before anything of ours is looked up, and turns its yes into a pass of our own. The same for known
/// and unknown numbers: it is asked about the token alone.
package struct RedeemRobotToken: Sendable {
    private let service: RobotService
    private let robots: RobotCheck
    private let clock: any TimeSource

    package init(_ base: Foundations, service: RobotService) {
        self.service = service
        robots = RobotCheck(base)
        clock = base.clock
    }

    /// - Parameter address: the visitor's; told only where the fund chose to.
    package func callAsFunction(
        _ sent: String, for form: RobotCheck.Form, network: Network, address: String?
    ) async -> RobotProof {
        let now = clock.now()
        guard let token = RobotToken(sent) else { return .rejected(.notAPerson) }
        switch await service.testimony(on: token, action: form.rawValue, address: address, now: now) {
        case .person: return robots.pass(for: token, form, network: network, now: now)
        case .stale: return .rejected(.stale)
        case .notAPerson: return .rejected(.notAPerson)
        case .outOfOrder, .busy: return .rejected(.outOfOrder)
        }
    }
}
