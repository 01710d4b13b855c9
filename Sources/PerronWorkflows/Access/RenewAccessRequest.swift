import PerronDomain
import PerronSecrets
import PerronStorage

/// Asks anew, in one click, for whoever holds a genuine code that ran out: the same number, channel and language, the same quotas.
package struct RenewAccessRequest: Sendable {
    package enum Decision: Sendable, Equatable {
        /// The request that this offer made, now or at an earlier press.
        case renewed(Identifier<AccessRequest>)
        /// This number was asked for very often in the last hour from this network. Nothing was written.
        case slowDown(until: Instant)
        /// There is nothing to renew: the code was used or voided.
        case gone
    }

    private let base: Foundations
    private let confirm: ConfirmAccessRequest
    private let robots: RobotCheck
    private let offers: KeyedDigest

    package init(_ base: Foundations, confirm: ConfirmAccessRequest) {
        self.base = base
        self.confirm = confirm
        robots = RobotCheck(base)
        offers = KeyedDigest(keys: base.keys, purpose: .requestCookie)
    }

    /// - Parameters:
    ///   - expired: the code that ran out, as `SignIn` found it genuine.
    ///   - offer: the signed text in which the page carried it; good for one request.
    package func callAsFunction(
        _ expired: Identifier<ProvisionalPasswordDigest>, offer: String, network: Network
    ) async throws -> Decision {
        let now = base.clock.now()
        let followUp = FollowUpNumber.random(from: base.random)
        let offer = offers.bytes(of: offer)
        let decision: Decision = try await base.database.write { tx in
            if let earlier = try AccessRequests(tx).find(renewal: offer) { return .renewed(earlier.id) }
            guard let code = try ProvisionalPasswords(tx).find(expired), code.usedAt == nil, code.voidedAt == nil,
                let former = try AccessRequests(tx).find(code.requestID)
            else { return .gone }
            let network = robots.digest(of: network)
            if case .slowDown(let until) = try confirm.admit(former.number, from: network, now: now, in: tx) {
                return .slowDown(until: until)
            }
            let request = AccessRequest(
                id: base.newID(now), number: former.number, role: former.role, language: former.language, isSlowLane: false,
                network: network, startedAt: now, renewal: offer)
            try insert(request, after: former, now: now, in: tx)
            guard
                try confirm.confirm(
                    request, channel: code.channel, language: former.language, followUp: followUp, now: now, in: tx) != nil
            else { return .gone }
            return .renewed(request.id)
        }
        if case .renewed = decision { confirm.wakeWorker() }
        return decision
    }

    /// Counted like one from the form: a network that renews much is as busy as one that asks much.
    private func insert(_ request: AccessRequest, after former: AccessRequest, now: Instant, in tx: any Transaction) throws {
        try AccessRequests(tx).insert(request)
        try Quotas(tx).count(.requestFromNetwork, subject: request.network, at: now, random: base.random)
        try AuditTrail(tx, random: base.random).append(.renewRequest, subject: request.id.text, object: former.id.text, now: now)
    }
}
