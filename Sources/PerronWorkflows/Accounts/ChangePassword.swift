import PerronDomain
import PerronSecrets
import PerronStorage

/// A signed-in member changes the password: the present one is asked for, every other session and recognised browser ends.
package struct ChangePassword: Sendable {
    package struct Change: Sendable {
        package let present: CandidatePassword
        package let new: CandidatePassword
        /// The cookies that this browser has.
        package let former: FormerTokens

        package init(present: CandidatePassword, new: CandidatePassword, former: FormerTokens) {
            self.present = present
            self.new = new
            self.former = former
        }
    }

    package enum Decision: Sendable {
        case changed(SessionTokens)
        case wrongPassword
        case refused(PasswordVerdict)
        case slowDown(until: Instant)
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

    package func callAsFunction(_ member: SignedInMember, _ change: Change) async throws -> Decision {
        let now = base.clock.now()
        if let until = try await base.database.read({ tx in try pause(member, now: now, in: tx) }) { return .slowDown(until: until) }
        // Before the present one is looked at: a refusal tells nothing about it.
        let verdict = judge(change.new, for: member)
        guard verdict.isGood else { return .refused(verdict) }
        let account = try await base.database.read { tx in try Accounts(tx).find(member.record.id) }
        let stored = account.flatMap { HashedPassword(stored: $0.password) }
        guard try await passwords.verify(change.present, against: stored, isUrgent: true), let account else {
            return try await reject(member, now: now)
        }
        let hash = try await passwords.hash(change.new, isUrgent: true)
        return try await store(hash, over: account, member: member, change, now: now)
    }

    package func judge(_ new: CandidatePassword, for member: SignedInMember) -> PasswordVerdict {
        passwords.judge(new, for: member.record, birthDate: member.record.birthDate)
    }

    /// Whoever finds a browser left open must not guess the password in it.
    private func pause(_ member: SignedInMember, now: Instant, in tx: any Transaction) throws -> Instant? {
        let failures = try Quotas(tx).instants(.failedSignInInBrowser, subject: member.quotaSubject, since: now.subtracting(.hours(24)))
        let decision = SignInThrottle.decide(failures: failures, recognised: true, limits: base.limits.signIn, now: now)
        guard case .wait(let until) = decision else { return nil }
        return until
    }

    /// Asks for the pause again, as `store` does: guesses sent side by side count one after the other, and the right one among them looks
    /// like the rest.
    private func reject(_ member: SignedInMember, now: Instant) async throws -> Decision {
        try await base.database.write { tx in
            if let until = try pause(member, now: now, in: tx) { return .slowDown(until: until) }
            return try count(member, now: now, in: tx)
        }
    }

    private func count(_ member: SignedInMember, now: Instant, in tx: any Transaction) throws -> Decision {
        try Quotas(tx).count(.failedSignInInBrowser, subject: member.quotaSubject, at: now, random: base.random)
        try AuditTrail(tx, random: base.random).append(.rejectSignIn, subject: member.record.id.text, now: now)
        return .wrongPassword
    }

    /// While the hashes were worked out the owner may have chosen another password or signed out everywhere: then this one was too late,
    /// and the present password given is none any more.
    private func store(
        _ hash: HashedPassword, over account: Account, member: SignedInMember, _ change: Change, now: Instant
    ) async throws -> Decision {
        let tokens = SessionTokens(session: Token.random(from: base.random), browser: Token.random(from: base.random))
        let record = member.record
        let decision: Decision = try await base.database.write { tx in
            try PensionRecords(tx).hold(record.id, dialect: base.database.dialect)
            if let until = try pause(member, now: now, in: tx) { return .slowDown(until: until) }
            guard let present = try Accounts(tx).find(record.id), account.isSamePassword(as: present),
                try MemberSessions(tx).isOpen(member.session.id)
            else { return try count(member, now: now, in: tx) }
            try Accounts(tx).set(password: hash.stored, of: record.id, now: now)
            try MemberSessions(tx).endAll(of: record.id, now: now)
            try RecognisedBrowsers(tx).endAll(of: record.id, now: now)
            try VoidCodes(base)(of: record.id, because: .passwordChanged, now: now, in: tx)
            try opening.insertFull(record.id, tokens: tokens, replacing: change.former, now: now, in: tx)
            try AuditTrail(tx, random: base.random).append(.changePassword, subject: record.id.text, now: now)
            let notify = NotifyMember(base)
            try notify(.passwordChanged, record, language: try notify.language(of: record, in: tx), now: now, in: tx)
            return .changed(tokens)
        }
        if case .changed = decision { wakeWorker() }
        return decision
    }
}

extension SignedInMember {
    /// Wrong tries inside a session are counted by session.
    fileprivate var quotaSubject: [UInt8] { Array(session.id.text.utf8) }
}
