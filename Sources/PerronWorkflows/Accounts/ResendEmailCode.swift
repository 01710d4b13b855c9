import PerronDomain
import PerronSecrets
import PerronStorage

/// Sends the code once more to the address that waits for it: the same code. As seldom as any e-mail to one file.
package struct ResendEmailCode: Sendable {
    package enum Decision: Sendable, Equatable {
        case sent(EmailAddress)
        /// One left a moment ago, or as many as may leave in a day.
        case tooSoon(EmailAddress)
        /// No address waits for a code any more.
        case nothing
    }

    private let base: Foundations
    private let counts: EmailCodeCounts
    private let wakeWorker: @Sendable () -> Void

    package init(_ base: Foundations, wakeWorker: @escaping @Sendable () -> Void) {
        self.base = base
        self.wakeWorker = wakeWorker
        counts = EmailCodeCounts(base)
    }

    package func callAsFunction(_ member: SignedInMember, language: Language) async throws -> Decision {
        let now = base.clock.now()
        let record = member.record.id
        let decision: Decision = try await base.database.write { tx in
            guard let email = try ContactPoints(tx).current(of: record).first(where: { $0.confirmedAt == nil })?.email else {
                return .nothing
            }
            guard try counts.mayCount(record, now: now, in: tx) else { return .tooSoon(email) }
            try counts.count(record, now: now, in: tx)
            try NotifyMember(base).enqueue(.confirmEmail, record, email: email, language: language, now: now, in: tx)
            return .sent(email)
        }
        if case .sent = decision { wakeWorker() }
        return decision
    }
}

/// How many messages with an address's code left for one file, under its keyed digest.
struct EmailCodeCounts: Sendable {
    private let base: Foundations
    private let subjects: KeyedDigest

    init(_ base: Foundations) {
        self.base = base
        subjects = KeyedDigest(keys: base.keys, purpose: .quota)
    }

    func mayCount(_ record: Identifier<PensionRecord>, now: Instant, in tx: any Transaction) throws -> Bool {
        let sent = try Quotas(tx).instants(.emailConfirmation, subject: subjects.bytes(of: record.text), since: now.subtracting(.days(1)))
        let limits = base.limits.emails
        return sent.count < limits.perDay && !sent.contains { $0 > now.subtracting(limits.pause) }
    }

    func count(_ record: Identifier<PensionRecord>, now: Instant, in tx: any Transaction) throws {
        try Quotas(tx).count(.emailConfirmation, subject: subjects.bytes(of: record.text), at: now, random: base.random)
    }
}
