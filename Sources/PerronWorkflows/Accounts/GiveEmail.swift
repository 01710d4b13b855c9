import PerronDomain
import PerronStorage

/// Takes an e-mail address that a member gives. It stays unused until the code that the worker sends to it is typed.
package struct GiveEmail: Sendable {
    private let base: Foundations

    package init(_ base: Foundations) {
        self.base = base
    }

    func insert(
        _ email: EmailAddress, of record: Identifier<PensionRecord>, language: Language, now: Instant, in tx: any Transaction
    ) throws {
        let id: Identifier<ContactPoint> = base.newID(now)
        try ContactPoints(tx).insert(id, record: record, email: email, now: now)
        try EmailCodeCounts(base).count(record, now: now, in: tx)
        try NotifyMember(base).enqueue(.confirmEmail, record, email: email, language: language, now: now, in: tx)
        try AuditTrail(tx, random: base.random).append(.giveEmail, subject: record.text, object: id.text, now: now)
    }
}
