import PerronDomain
import PerronSecrets
import PerronStorage

/// A signed-in member changes the password: the present one is asked for, every other session and recognised browser ends.
package struct ChangePassword: Sendable {
    package enum Decision: Sendable {
        case changed(SessionTokens)
        case wrongPassword
        case refused(PasswordVerdict)
        case slowDown(until: Instant)
        case busy
    }

    private let base: Foundations
    private let passwords: MemberPasswords
    private let opening: OpenSession
    private let wakeWorker: @Sendable () -> Void

    package init(_ base: Foundations, passwords: MemberPasswords, wakeWorker: @escaping @Sendable () -> Void) {
        self.base = base
        self.passwords = passwords
        self.wakeWorker = wakeWorker
        opening = OpenSession(base)
    }

    package func callAsFunction(
        _ member: SignedInMember, present: CandidatePassword, new: CandidatePassword, language: Language
    ) async throws -> Decision {
        let now = base.clock.now()
        do {
            if let until = try await pause(member, now: now) { return .slowDown(until: until) }
            guard let account = try await verified(present, of: member, now: now) else { return .wrongPassword }
            let verdict = passwords.judge(new, for: member.record)
            guard verdict.isGood else { return .refused(verdict) }
            return try await store(try await passwords.hash(new), over: account, member: member, language: language, now: now)
        } catch is HashingPoolError {
            return .busy
        }
    }

    /// Whoever finds a browser left open must not guess the password in it.
    private func pause(_ member: SignedInMember, now: Instant) async throws -> Instant? {
        let failures = try await base.database.read { tx in
            try Quotas(tx).instants(.failedSignInInBrowser, subject: member.quotaSubject, since: now.subtracting(.hours(24)))
        }
        let decision = SignInThrottle.decide(failures: failures, recognised: true, limits: base.limits.signIn, now: now)
        guard case .wait(let until) = decision else { return nil }
        return until
    }

    /// The account as it was when its password was verified; nil for a wrong one.
    private func verified(_ present: CandidatePassword, of member: SignedInMember, now: Instant) async throws -> Account? {
        let account = try await base.database.read { tx in try Accounts(tx).find(member.record.id) }
        let stored = account.flatMap { HashedPassword(stored: $0.password) }
        if try await passwords.verify(present, against: stored) { return account }
        try await base.database.write { [random = base.random] tx in
            try Quotas(tx).count(.failedSignInInBrowser, subject: member.quotaSubject, at: now, random: random)
            try AuditTrail(tx, random: random).append(.rejectSignIn, subject: member.record.id.text, now: now)
        }
        return nil
    }

    /// While the hashes were worked out the owner may have chosen another password or signed out everywhere: then this one was too late,
    /// and the present password given is none any more.
    private func store(
        _ hash: HashedPassword, over account: Account, member: SignedInMember, language: Language, now: Instant
    ) async throws -> Decision {
        let tokens = SessionTokens(session: Token.random(from: base.random), browser: Token.random(from: base.random))
        let record = member.record
        let isStored = try await base.database.write { tx in
            guard try Accounts(tx).find(record.id) == account, try MemberSessions(tx).isOpen(member.session.id) else { return false }
            try Accounts(tx).set(password: hash.stored, of: record.id, now: now)
            try MemberSessions(tx).endAll(of: record.id, now: now)
            try RecognisedBrowsers(tx).endAll(of: record.id, now: now)
            _ = try ProvisionalPasswords(tx).voidOthers(of: record.id, now: now)
            try opening.insertFull(record.id, tokens: tokens, means: .password, now: now, in: tx)
            try AuditTrail(tx, random: base.random).append(.changePassword, subject: record.id.text, now: now)
            try NotifyMember(base)(.passwordChanged, record, language: language, now: now, in: tx)
            return true
        }
        guard isStored else { return .wrongPassword }
        wakeWorker()
        return .changed(tokens)
    }
}

extension SignedInMember {
    /// Wrong tries inside a session are counted by session.
    fileprivate var quotaSubject: [UInt8] { Array(session.id.text.utf8) }
}
