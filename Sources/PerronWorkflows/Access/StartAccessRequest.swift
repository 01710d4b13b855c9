import PerronDomain
import PerronSecrets
import PerronStorage

/// « Réinitialiser le mot de passe »: checks the robot proof and stores the request, whether or not the file exists.
/// Nothing about an account changes.
package struct StartAccessRequest: Sendable {
    package enum Decision: Sendable {
        case started(Identifier<AccessRequest>)
        case robot(RobotCheck.Verdict)
    }

    private let base: Foundations
    private let robots: RobotCheck

    package init(_ base: Foundations) {
        self.base = base
        robots = RobotCheck(base)
    }

    package func callAsFunction(
        number: FileNumber, language: Language, proof: RobotProof, network: Network
    ) async throws -> Decision {
        let now = base.clock.now()
        let verdict = robots.judge(proof, for: .access, network: network, now: now)
        guard case .passed(let claimID, let expiresAt, let slowLane) = verdict else { return .robot(verdict) }
        let request = AccessRequest(
            id: base.newID(now), number: number, role: RolePolicy.role(of: number.series), language: language, isSlowLane: slowLane,
            network: robots.digest(of: network), startedAt: now)
        return try await base.database.write { [random = base.random] tx in
            guard try RobotClaims(tx).claim(Array(claimID.utf8), expiresAt: expiresAt) else { return .robot(.stale) }
            try AccessRequests(tx).insert(request)
            try Quotas(tx).count(.requestFromNetwork, subject: request.network, at: now, random: random)
            try AuditTrail(tx, random: random).append(.startRequest, subject: request.id.text, now: now)
            return .started(request.id)
        }
    }
}
