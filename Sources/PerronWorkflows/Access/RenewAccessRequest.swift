import PerronDomain
import PerronSecrets
import PerronStorage

/// Asks anew, in one click, for whoever holds a genuine code that ran out: the same number, channel and language, the same quotas.
package struct RenewAccessRequest: Sendable {
    private let base: Foundations
    private let confirm: ConfirmAccessRequest

    package init(_ base: Foundations, confirm: ConfirmAccessRequest) {
        self.base = base
        self.confirm = confirm
    }

    /// - Parameter expired: the code that ran out, as `SignIn` found it genuine.
    package func callAsFunction(_ expired: Identifier<ProvisionalPasswordDigest>, network: [UInt8]) async throws
        -> (request: Identifier<AccessRequest>, decision: ConfirmAccessRequest.Decision)?
    {
        let now = base.clock.now()
        let id: Identifier<AccessRequest> = base.newID(now)
        let channel: AccessChannel? = try await base.database.write { [random = base.random] tx in
            guard let code = try ProvisionalPasswords(tx).find(expired), code.usedAt == nil, code.voidedAt == nil,
                let former = try AccessRequests(tx).find(code.requestID)
            else { return nil }
            try AccessRequests(tx).insert(
                AccessRequest(
                    id: id, number: former.number, role: former.role, language: former.language, isSlowLane: false, network: network,
                    startedAt: now))
            try AuditTrail(tx, random: random).append(.renewRequest, subject: id.text, object: former.id.text, now: now)
            return code.channel
        }
        guard let channel else { return nil }
        return (id, try await confirm(id, channel: channel))
    }
}
