import PerronDomain
import PerronStorage

/// An e-mail with a code can't be delivered: a letter leaves by itself, within the quotas; else a person is asked.
struct LetterInstead: Sendable {
    enum Decision: Sendable, Equatable {
        case ordered
        case askedStaff
    }

    private let base: Foundations
    private let sent: SentCounts

    init(_ base: Foundations) {
        self.base = base
        sent = SentCounts(base)
    }

    /// - Parameters:
    ///   - request: one that is dispatched or, its code having run out meanwhile, lapsed.
    ///   - record: nil where the file is gone; nobody can be written to then.
    func callAsFunction(
        of request: AccessRequest, after order: Identifier<DispatchOrder>, to record: Identifier<PensionRecord>?, now: Instant,
        in tx: any Transaction
    ) throws -> Decision {
        if let record, try canSendLetter(to: record, now: now, in: tx) {
            let letter: Identifier<DispatchOrder> = base.newID(now)
            try Outbox(tx).enqueue(letter, request: request.id, channel: .letter, now: now)
            return .ordered
        }
        try StaffTasks(tx).open(.emailRefused, record: record, request: request.id, now: now, random: base.random)
        if request.state == .dispatched { try AccessRequests(tx).apply(.askStaff, to: request.id, now: now) }
        try AuditTrail(tx, random: base.random).append(
            .askStaff, subject: request.id.text, object: order.text, detail: "emailRefused", now: now)
        return .askedStaff
    }

    private func canSendLetter(to id: Identifier<PensionRecord>, now: Instant, in tx: any Transaction) throws -> Bool {
        guard let record = try PensionRecords(tx).find(id) else { return false }
        let before = try sent.sentBefore(to: record, in: tx, now: now)
        let today = base.civilTime.day(of: now)
        let decision = DispatchPolicy(limits: base.limits)
            .decide(channel: .letter, record: record, email: nil, sent: before, today: today)
        if case .letter = decision { return true }
        return false
    }
}
