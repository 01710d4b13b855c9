import PerronDomain
import PerronSecrets
import PerronStorage

/// Everything a sign-in must know, read in one snapshot and with the same statements for every number.
struct SignInLook: Sendable {
    /// Under what a wrong try is counted.
    struct Subjects: Sendable {
        let kind: Quotas.Kind
        /// Whose tries: everybody's for this number, or those in one recognised browser for one file.
        let tries: [UInt8]
        /// Keyed digest of the number, for the log.
        let typed: [UInt8]
        let network: [UInt8]
    }

    struct Found: Sendable {
        let record: PensionRecord?
        let account: Account?
        /// The code that was typed, alive or not; nil where what was typed is no code of this record, or the record's holder is dead or
        /// its file closed.
        let code: ProvisionalPasswordDigest?
        let subjects: Subjects
        let throttle: SignInThrottle.Decision
        /// Nil where no robot check is due.
        let robotVerdict: RobotCheck.Verdict?

        /// The holder is alive, the file open, the password not older than `reset_before`.
        func maySignIn(limits: Limits, civilTime: CivilTime) -> Bool {
            guard let record, let account, record.diedOn == nil, record.closedAt == nil else { return false }
            guard let resetBefore = limits.access.resetBefore else { return true }
            return civilTime.day(of: account.passwordSetAt) >= resetBefore
        }
    }

    private let base: Foundations
    private let robots: RobotCheck
    private let numbers: KeyedDigest
    private let digests: ProvisionalPasswordDigests

    init(_ base: Foundations) {
        self.base = base
        robots = RobotCheck(base)
        numbers = KeyedDigest(keys: base.keys, purpose: .quota)
        digests = ProvisionalPasswordDigests(keys: base.keys)
    }

    func callAsFunction(_ attempt: SignIn.Attempt, now: Instant) async throws -> Found {
        let network = robots.digest(of: attempt.network)
        let typed = numbers.bytes(of: attempt.number.digits)
        // Asked for even without a cookie, so that the statements are the same.
        let browser = attempt.former.browser?.digest ?? [UInt8](repeating: 0, count: 32)
        let code = ProvisionalPassword(typed: attempt.password.text)
        return try await base.database.read { tx in
            let record = try PensionRecords(tx).find(attempt.number)
            let id = record?.id ?? .nobody
            let account = try Accounts(tx).find(id)
            let since = now.subtracting(.days(base.limits.access.renewalDays))
            let codes = try candidates(for: code, of: id).compactMap { digest in
                try ProvisionalPasswords(tx).find(digest, of: id, expiredAfter: since)
            }
            let recognised = try RecognisedBrowsers(tx).find(tokenDigest: browser, record: id, now: now)
            let subjects = Subjects(
                kind: recognised == nil ? .failedSignIn : .failedSignInInBrowser, tries: recognised.map { Array($0.text.utf8) } ?? typed,
                typed: typed, network: network)
            let isOpen = record?.diedOn == nil && record?.closedAt == nil
            let isRobotCheckDue = try robots.isDueForSignIn(
                from: attempt.network, isRecognised: recognised != nil, now: now, in: tx)
            let load = try robots.load(of: attempt.network, on: .signIn, now: now, in: tx)
            return Found(
                record: record, account: account, code: isOpen ? codes.first : nil,
                subjects: subjects, throttle: try throttle(subjects, now: now, in: tx),
                robotVerdict: isRobotCheckDue
                    ? robots.judge(attempt.proof, for: .signIn, network: attempt.network, recent: load, now: now) : nil)
        }
    }

    /// Asked once when looking, and again in the transaction that lets someone in: of guesses sent side by side, the ones that have
    /// failed meanwhile count.
    func throttle(_ subjects: Subjects, now: Instant, in tx: any Transaction) throws -> SignInThrottle.Decision {
        let failures = try Quotas(tx).instants(subjects.kind, subject: subjects.tries, since: now.subtracting(.hours(24)))
        let recognised = subjects.kind == .failedSignInInBrowser
        return SignInThrottle.decide(failures: failures, recognised: recognised, limits: base.limits.signIn, now: now)
    }

    /// What to look for: one digest for each key that is configured, also where what was typed can't be a code.
    private func candidates(for code: ProvisionalPassword?, of record: Identifier<PensionRecord>) -> [StoredDigest] {
        digests.candidates(for: code ?? SignInLook.noCode, of: record)
    }

    /// Of the right length, and with a letter that no code has.
    private static let noCode = ProvisionalPassword(canonical: String(repeating: "U", count: ProvisionalPassword.length))
}
