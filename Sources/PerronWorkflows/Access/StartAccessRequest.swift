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
        let verdict = robots.judge(proof, for: .access, network: network, recent: try await recent(proof, network, now: now), now: now)
        guard case .passed(_, _, let slowLane) = verdict else { return .robot(verdict) }
        let request = AccessRequest(
            id: base.newID(now), number: number, role: RolePolicy.role(of: number.series), language: language, isSlowLane: slowLane,
            network: robots.digest(of: network), startedAt: now)
        return try await base.database.write(.guarded) { [random = base.random] tx in
            let spent = try robots.spend(verdict, on: .access, network: network, now: now, in: tx)
            guard spent.isPassed else { return .robot(spent) }
            try AccessRequests(tx).insert(request)
            try Quotas(tx).count(.requestFromNetwork, subject: request.network, at: now, random: random)
            try AuditTrail(tx, random: random).append(.startRequest, subject: request.id.text, now: now)
            return .started(request.id)
        }
    }

    /// Requests of this network in the last ten minutes; only a proof of work has a price that depends on it when it comes back.
    private func recent(_ proof: RobotProof, _ network: Network, now: Instant) async throws -> Int {
        guard case .work = proof else { return 0 }
        return try await base.database.read { tx in try robots.load(of: network, on: .access, now: now, in: tx) }
    }
}
