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
        guard case .passed(let claimID, let expiresAt, let slowLane) = verdict else { return .robot(verdict) }
        let request = AccessRequest(
            id: base.newID(now), number: number, role: RolePolicy.role(of: number.series), language: language, isSlowLane: slowLane,
            network: robots.digest(of: network), startedAt: now)
        return try await base.database.write { [random = base.random] tx in
            guard try !RobotClaims(tx).isSpent(Array(claimID.utf8)) else { return .robot(.stale) }
            if slowLane, let rest = try restBeforeNextSlow(request.network, now: now, in: tx) { return .robot(.tooEarly(wait: rest)) }
            guard try RobotClaims(tx).claim(Array(claimID.utf8), expiresAt: expiresAt) else { return .robot(.stale) }
            try AccessRequests(tx).insert(request)
            if slowLane { try Quotas(tx).count(.slowLaneFromNetwork, subject: request.network, at: now, random: random) }
            try Quotas(tx).count(.requestFromNetwork, subject: request.network, at: now, random: random)
            try AuditTrail(tx, random: random).append(.startRequest, subject: request.id.text, now: now)
            return .started(request.id)
        }
    }

    /// Requests of this network in the last ten minutes; only a proof of work has a price that depends on it when it comes back.
    private func recent(_ proof: RobotProof, _ network: Network, now: Instant) async throws -> Int {
        guard case .work = proof else { return 0 }
        let subject = robots.digest(of: network)
        return try await base.database.read { tx in
            try Quotas(tx).instants(.requestFromNetwork, subject: subject, since: now.subtracting(.minutes(10))).count
        }
    }

    /// Tickets that ripened side by side leave one after the other: waiting is this lane's price, so a network pays it once for each.
    /// The ticket is not spent by it. Nil where the lane is free.
    private func restBeforeNextSlow(_ network: [UInt8], now: Instant, in tx: any Transaction) throws -> Duration? {
        let wait = base.limits.robot.slowWait
        let last = try Quotas(tx).instants(.slowLaneFromNetwork, subject: network, since: now.subtracting(wait)).first
        return last.map { $0.adding(wait) - now }
    }
}
