import PerronDomain
import PerronStorage

/// Writes into the outbox what a member is told after the fact, in the transaction that it tells of.
struct NotifyMember: Sendable {
    private let base: Foundations

    init(_ base: Foundations) {
        self.base = base
    }

    /// What a notice of what has just happened speaks: the file's own last choice, never that of the browser in which it happened, which
    /// may be a stranger's.
    func language(of record: PensionRecord, in tx: any Transaction) throws -> Language {
        try ProvisionalPasswords(tx).languageOfLastUse(by: record.id) ?? .french
    }

    /// To every e-mail address on file; nothing where there is none.
    func callAsFunction(_ kind: Notice.Kind, _ record: PensionRecord, language: Language, now: Instant, in tx: any Transaction) throws {
        let days = base.limits.registry.newAddressDays
        for email in try ContactPoints(tx).emailsForNotices(of: record, now: now, newAddressDays: days) {
            try enqueue(kind, record.id, email: email, language: language, now: now, in: tx)
        }
    }

    func byLetter(_ kind: Notice.Kind, _ record: PensionRecord, language: Language, now: Instant, in tx: any Transaction) throws {
        try enqueue(kind, record.id, email: nil, language: language, now: now, in: tx)
    }

    /// - Parameter language: in which it is told, unless the holder of the file prefers another.
    func enqueue(
        _ kind: Notice.Kind, _ record: Identifier<PensionRecord>, email: EmailAddress?, language: Language, now: Instant,
        in tx: any Transaction
    ) throws {
        let language = try MemberPreferences(tx).find(of: record).language ?? language
        let notice = Notice(id: base.newID(now), recordID: record, kind: kind, email: email, language: language, aboutAt: now)
        try Notices(tx).enqueue(notice)
        try AuditTrail(tx, random: base.random).append(
            .notify, subject: record.text, object: notice.id.text, detail: kind.rawValue, now: now)
    }
}
