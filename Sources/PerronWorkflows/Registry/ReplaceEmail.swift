import PerronDomain
import PerronStorage

/// Before a row is written: keeps the address that a new one replaces until the new one is ripe, and tells the old one.
struct ReplaceEmail: Sendable {
    private let base: Foundations

    init(_ base: Foundations) {
        self.base = base
    }

    /// - Parameter hasOwn: the member has a confirmed address of their own. It carries the codes whatever the registry says: there is no
    ///   change to tell.
    func callAsFunction(
        of record: PensionRecord, by new: EmailAddress?, hasOwn: Bool, now: Instant, in tx: any Transaction
    ) throws {
        let before = RegistryEmail(value: record.registryEmail, former: record.formerEmail, changedAt: record.emailChangedAt)
        let (after, told) = before.replaced(by: new, now: now, newAddressDays: base.limits.registry.newAddressDays)
        if after.former != nil || before.former != nil { try RegistryRows(tx).keep(after, of: record.id) }
        guard !hasOwn else { return }
        for email in told {
            try NotifyMember(base).enqueue(.emailReplaced, record.id, email: email, language: .french, now: now, in: tx)
        }
    }
}
