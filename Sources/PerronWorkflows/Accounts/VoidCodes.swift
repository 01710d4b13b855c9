import PerronDomain
import PerronStorage

/// Voids what else could open a file once its password is another one, and logs each code.
struct VoidCodes: Sendable {
    /// What made them void, as the log says it.
    enum Reason: String, Sendable {
        case passwordChosen
        case passwordChanged
    }

    private let base: Foundations

    init(_ base: Foundations) {
        self.base = base
    }

    func callAsFunction(of record: Identifier<PensionRecord>, because reason: Reason, now: Instant, in tx: any Transaction) throws {
        for code in try ProvisionalPasswords(tx).voidOthers(of: record, now: now) {
            try AuditTrail(tx, random: base.random)
                .append(.voidCode, subject: record.text, object: code.text, detail: reason.rawValue, now: now)
        }
    }
}
