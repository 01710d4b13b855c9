import PerronDomain
import PerronSecrets
import PerronStorage

/// What has left for one file, counted under its keyed digest: what `DispatchPolicy` compares with the limits.
package struct SentCounts: Sendable {
    private let limits: Limits
    private let random: any RandomSource
    private let subjects: KeyedDigest
    private let returned: ReturnedMail

    package init(_ base: Foundations) {
        limits = base.limits
        random = base.random
        subjects = KeyedDigest(keys: base.keys, purpose: .quota)
        returned = ReturnedMail(base)
    }

    package func sentBefore(to record: PensionRecord, in tx: any Transaction, now: Instant) throws -> SentBefore {
        let subject = subjects.bytes(of: record.id.text)
        let dayAgo = now.subtracting(.days(1))
        let emails = try Quotas(tx).instants(.email, subject: subject, since: dayAgo)
        let letters = try Quotas(tx).instants(.letter, subject: subject, since: now.subtracting(.days(30)))
        return SentBefore(
            emailWithinPause: emails.contains { $0 > now.subtracting(limits.emails.pause) && $0.counts(at: now) },
            emailsInDay: emails.count,
            lettersInDay: letters.count { $0 > dayAgo },
            lettersInMonth: letters.count, letterCameBack: try returned.cameBack(from: record, in: tx))
    }

    /// - Parameter channel: `.letter` also for one that was born of a refused e-mail.
    package func count(_ channel: AccessChannel, to record: PensionRecord, in tx: any Transaction, now: Instant) throws {
        let kind: Quotas.Kind =
            switch channel {
            case .email: .email
            case .letter: .letter
            }
        try Quotas(tx).count(kind, subject: subjects.bytes(of: record.id.text), at: now, random: random)
    }
}
