import PerronDomain
import PerronStorage

/// Before staged rows are applied: keeps the address that a new one replaces until the new one is ripe, and tells the old one.
struct ReplaceEmails: Sendable {
    private let base: Foundations

    init(_ base: Foundations) {
        self.base = base
    }

    func callAsFunction(upTo last: Int64, now: Instant, in tx: any Transaction) throws {
        let emails = RegistryEmails(tx)
        for change in try emails.changes(upTo: last) {
            let (after, told) = change.before.replaced(
                by: change.new, now: now, newAddressDays: base.limits.registry.newAddressDays)
            if after.former != nil || change.before.former != nil { try emails.keep(after, of: change.record) }
            // A confirmed address of the member's own carries the codes whatever the registry says: there is no change to tell.
            guard !told.isEmpty, try !ContactPoints(tx).current(of: change.record).contains(where: { $0.confirmedAt != nil }) else {
                continue
            }
            for email in told {
                try NotifyMember(base).enqueue(.emailReplaced, change.record, email: email, language: .french, now: now, in: tx)
            }
        }
    }
}
