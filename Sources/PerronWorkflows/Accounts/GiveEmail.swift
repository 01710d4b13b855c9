import PerronDomain
import PerronSecrets
import PerronStorage

/// Takes an e-mail address that a member gives, or sends its code again. It stays unused until that code is typed.
package struct GiveEmail: Sendable {
    package enum Decision: Sendable, Equatable {
        case sent
        /// The last code left less than `limits.emails.pause` ago.
        case tooSoon
        /// As many codes as a day allows have left; the next may at `until`.
        case enough(until: Instant)
        /// The file has an address in use that is not dead, or no address waits for a code.
        case notNeeded
    }

    private let base: Foundations
    private let subjects: KeyedDigest
    private let wakeWorker: @Sendable () -> Void

    /// - Parameter wakeWorker: called once the order is on disk.
    package init(_ base: Foundations, wakeWorker: @escaping @Sendable () -> Void) {
        self.base = base
        self.wakeWorker = wakeWorker
        subjects = KeyedDigest(keys: base.keys, purpose: .quota)
    }

    /// A first address, or another one in place of what still waits for its code.
    package func callAsFunction(_ email: EmailAddress, for member: SignedInMember, language: Language) async throws -> Decision {
        let now = base.clock.now()
        let record = member.record
        return try await deciding { tx in
            let contacts = ContactPoints(tx)
            let days = base.limits.registry.newAddressDays
            guard try contacts.emailsForNotices(of: record, now: now, newAddressDays: days).isEmpty else { return .notNeeded }
            if let refusal = try refusal(record.id, now: now, in: tx) { return refusal }
            try contacts.endAwaiting(of: record.id, now: now)
            try insert(email, of: record.id, language: language, now: now, in: tx)
            return .sent
        }
    }

    /// The code once more, to the address that waits for it.
    package func again(for member: SignedInMember, language: Language) async throws -> Decision {
        let now = base.clock.now()
        let record = member.record.id
        return try await deciding { tx in
            guard let waiting = try ContactPoints(tx).current(of: record).first(where: { $0.confirmedAt == nil }) else { return .notNeeded }
            if let refusal = try refusal(record, now: now, in: tx) { return refusal }
            try send(to: waiting.email, of: record, language: language, now: now, in: tx)
            return .sent
        }
    }

    func insert(
        _ email: EmailAddress, of record: Identifier<PensionRecord>, language: Language, now: Instant, in tx: any Transaction
    ) throws {
        let id: Identifier<ContactPoint> = base.newID(now)
        try ContactPoints(tx).insert(id, record: record, email: email, now: now)
        try send(to: email, of: record, language: language, now: now, in: tx)
        try AuditTrail(tx, random: base.random).append(.giveEmail, subject: record.text, object: id.text, now: now)
    }

    private func deciding(_ decide: @escaping @Sendable (any Transaction) throws -> Decision) async throws -> Decision {
        let decision = try await base.database.write { tx in try decide(tx) }
        if decision == .sent { wakeWorker() }
        return decision
    }

    private func send(
        to email: EmailAddress, of record: Identifier<PensionRecord>, language: Language, now: Instant, in tx: any Transaction
    ) throws {
        try NotifyMember(base).enqueue(.confirmEmail, record, email: email, language: language, now: now, in: tx)
        try Quotas(tx).count(.emailConfirmation, subject: subject(record), at: now, random: base.random)
    }

    /// As often as e-mails to a file may leave, counted apart: what strangers ask for by its number must not stand in the member's way.
    private func refusal(_ record: Identifier<PensionRecord>, now: Instant, in tx: any Transaction) throws -> Decision? {
        let limits = base.limits.emails
        let sent = try Quotas(tx).instants(.emailConfirmation, subject: subject(record), since: now.subtracting(.days(1)))
        if let last = sent.first, last > now.subtracting(limits.pause) { return .tooSoon }
        guard sent.count >= limits.perDay else { return nil }
        return .enough(until: sent[limits.perDay - 1].adding(.days(1)))
    }

    private func subject(_ record: Identifier<PensionRecord>) -> [UInt8] {
        subjects.bytes(of: record.text)
    }
}
