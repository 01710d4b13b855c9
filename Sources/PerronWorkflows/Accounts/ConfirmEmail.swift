import PerronDomain
import PerronSecrets
import PerronStorage

/// The code sent to an address that a member gave is typed: the address is theirs. It carries no provisional password for some days.
package struct ConfirmEmail: Sendable {
    package enum Decision: Sendable, Equatable {
        case confirmed(EmailAddress)
        /// No address waits for this code, or the code ran out.
        case wrongCode
    }

    private let base: Foundations
    private let digests: ProvisionalPasswordDigests

    package init(_ base: Foundations) {
        self.base = base
        digests = ProvisionalPasswordDigests(keys: base.keys)
    }

    /// The address that waits for its code, for the page that asks for it.
    package func awaiting(_ record: PensionRecord) async throws -> EmailAddress? {
        try await base.database.read { tx in
            try ContactPoints(tx).current(of: record.id).first { $0.confirmedAt == nil }?.email
        }
    }

    package func callAsFunction(_ code: ProvisionalPassword, for member: SignedInMember) async throws -> Decision {
        let now = base.clock.now()
        let record = member.record.id
        let candidates = digests.candidates(for: code, of: record)
        return try await base.database.write { [base] tx in
            let contacts = ContactPoints(tx)
            guard let found = try candidates.compactMap({ try contacts.awaiting($0.bytes, of: record, now: now) }).first else {
                return .wrongCode
            }
            let usableFrom = now.adding(.days(base.limits.registry.newAddressDays))
            guard try contacts.confirm(found.id, of: record, usableFrom: usableFrom, now: now) else { return .wrongCode }
            // Whatever a mail server once said of it.
            try DeadAddresses(tx).revive(found.email)
            try AuditTrail(tx, random: base.random).append(.confirmEmail, subject: record.text, object: found.id.text, now: now)
            return .confirmed(found.email)
        }
    }
}
