import PerronDomain
import PerronStorage

/// What the personal space's first page shows.
package struct ReadMemberSpace: Sendable {
    package struct Contents: Sendable {
        package let record: PensionRecord
        /// The address in use: the member's confirmed one, else the registry's; nil where that one is dead.
        package let email: EmailAddress?
        /// Given by the member, still without its code.
        package let awaitingEmail: EmailAddress?
        /// When the member's own address was confirmed.
        package let emailConfirmedAt: Instant?
        /// From when it carries a provisional password; nil where there is none, or it already does.
        package let emailUsableFrom: Instant?
        package let lastSignIns: [SignInEvent]
        package let passwordSetAt: Instant?
    }

    private let base: Foundations

    package init(_ base: Foundations) {
        self.base = base
    }

    package func callAsFunction(_ member: SignedInMember) async throws -> Contents {
        let now = base.clock.now()
        return try await base.database.read { tx in
            let contacts = try ContactPoints(tx).current(of: member.record.id)
            let email = contacts.first { $0.confirmedAt != nil }?.email ?? member.record.registryEmail
            return Contents(
                record: member.record,
                email: try email.flatMap { try DeadAddresses(tx).holds($0) ? nil : $0 },
                awaitingEmail: contacts.first { $0.confirmedAt == nil }?.email,
                emailConfirmedAt: contacts.compactMap(\.confirmedAt).max(),
                emailUsableFrom: contacts.first { $0.confirmedAt != nil }?.usableFrom.flatMap { $0 > now ? $0 : nil },
                lastSignIns: try SignIns(tx).latest(of: member.record.id, limit: 5),
                passwordSetAt: try Accounts(tx).find(member.record.id)?.passwordSetAt)
        }
    }
}
