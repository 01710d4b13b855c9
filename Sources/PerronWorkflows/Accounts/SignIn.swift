import PerronDomain
import PerronSecrets
import PerronStorage

/// Signs in with a number and either the member's own password or a provisional one. Known and unknown numbers cost the same
/// statements and, unless a genuine code was typed, the same one Argon2id.
package struct SignIn: Sendable {
    package enum Decision: Sendable {
        case signedIn(SessionTokens)
        /// A restricted session: it can choose a password and nothing else. Nothing is consumed yet.
        case chooseYourPassword(SessionTokens)
        /// Whoever holds a genuine code is told what became of it.
        case codeExpired(Identifier<ProvisionalPasswordDigest>)
        case codeUsed
        case codeVoided(ChoosePassword.Reason)
        case wrong
        case slowDown(until: Instant)
        /// This network failed so often, or so much fails everywhere, that it must show that a person is behind it.
        case robot(RobotCheck.Verdict)
        /// Too many sign-ins at this moment for the machine.
        case busy
    }

    package struct Attempt: Sendable {
        package let number: FileNumber
        package let password: CandidatePassword
        package let proof: RobotProof
        package let network: Network
        /// The cookies of an earlier success in this browser, if it has any.
        package let former: FormerTokens

        package init(number: FileNumber, password: CandidatePassword, proof: RobotProof, network: Network, former: FormerTokens) {
            self.number = number
            self.password = password
            self.proof = proof
            self.network = network
            self.former = former
        }
    }

    private let base: Foundations
    private let look: SignInLook
    private let robots: RobotCheck
    private let passwords: MemberPasswords
    private let opening: OpenSession

    package init(_ base: Foundations, passwords: MemberPasswords) {
        self.base = base
        self.passwords = passwords
        look = SignInLook(base)
        robots = RobotCheck(base)
        opening = OpenSession(base)
    }

    package func callAsFunction(_ attempt: Attempt) async throws -> Decision {
        let now = base.clock.now()
        let found = try await look(attempt, now: now)
        // A provisional password is never held back, neither by anybody's wrong tries nor by a full hashing pool.
        if let code = found.code { return try await open(code, replacing: attempt.former, now: now) }
        // Both follow from what was typed and from where, never from what is on file, so no hash need hide them.
        if let verdict = found.robotVerdict, !verdict.isPassed { return .robot(verdict) }
        if case .wait(let until) = found.throttle { return .slowDown(until: until) }
        if let verdict = try await spendProof(found.robotVerdict, attempt.network, now: now), !verdict.isPassed { return .robot(verdict) }
        let isRight: Bool
        do {
            isRight = try await passwords.verify(
                attempt.password, against: found.account.flatMap { HashedPassword(stored: $0.password) }, isUrgent: false)
        } catch is HashingPoolError {
            try await giveBack(found.robotVerdict)
            return .busy
        }
        guard isRight, let account = found.account, found.maySignIn(limits: base.limits, civilTime: base.civilTime) else {
            return try await reject(found.subjects, now: now)
        }
        let decision = try await admit(account, replacing: attempt.former, subjects: found.subjects, now: now)
        if case .signedIn = decision { await upgrade(account, attempt.password) }
        return decision
    }

    private func open(_ code: ProvisionalPasswordDigest, replacing former: FormerTokens, now: Instant) async throws -> Decision {
        switch code.reasonAgainst(at: now, base.limits.access) {
        case .used: return .codeUsed
        case .voided: return .codeVoided(.voided)
        case .birthDates: return .codeVoided(.birthDates)
        case .expired: return .codeExpired(code.id)
        case nil: break
        }
        return .chooseYourPassword(try await opening.restricted(code, replacing: former, now: now))
    }

    /// A proof is spent before anything is told of the password, right or wrong, so that one proof buys one try. Nil where none was due.
    private func spendProof(_ verdict: RobotCheck.Verdict?, _ network: Network, now: Instant) async throws -> RobotCheck.Verdict? {
        guard let verdict else { return nil }
        return try await base.database.write(.guarded) { tx in try robots.spend(verdict, on: .signIn, network: network, now: now, in: tx) }
    }

    private func giveBack(_ verdict: RobotCheck.Verdict?) async throws {
        guard let verdict else { return }
        try await base.database.write { tx in try robots.giveBack(verdict, in: tx) }
    }

    /// While the hash was worked out a reset or a change may have come first: then this was an old password.
    private func admit(
        _ account: Account, replacing former: FormerTokens, subjects: SignInLook.Subjects, now: Instant
    ) async throws -> Decision {
        let tokens = SessionTokens(session: Token.random(from: base.random), browser: Token.random(from: base.random))
        return try await base.database.write { tx in
            try PensionRecords(tx).hold(account.recordID, dialect: base.database.dialect)
            if case .wait(let until) = try look.throttle(subjects, now: now, in: tx) { return .slowDown(until: until) }
            guard let present = try Accounts(tx).find(account.recordID), account.isSamePassword(as: present) else {
                return try count(subjects, now: now, in: tx)
            }
            // A recognised browser's tries are its member's own. Everybody's stay, or each sign-in of a member's would give a stranger anew as
            // many guesses as a day has.
            if subjects.kind == .failedSignInInBrowser { try Quotas(tx).forget(subjects.kind, subject: subjects.tries) }
            try opening.insertFull(account.recordID, tokens: tokens, replacing: former, now: now, in: tx)
            try opening.list(.password, of: account.recordID, now: now, in: tx)
            return .signedIn(tokens)
        }
    }

    /// Asks the throttle again as `admit` does, so that of guesses sent side by side a wrong one gets the same answer as the right one.
    private func reject(_ subjects: SignInLook.Subjects, now: Instant) async throws -> Decision {
        try await base.database.write { tx in
            if case .wait(let until) = try look.throttle(subjects, now: now, in: tx) { return .slowDown(until: until) }
            return try count(subjects, now: now, in: tx)
        }
    }

    private func count(_ subjects: SignInLook.Subjects, now: Instant, in tx: any Transaction) throws -> Decision {
        let quotas = Quotas(tx)
        try quotas.count(subjects.kind, subject: subjects.tries, at: now, random: base.random)
        try quotas.count(.failedSignInFromNetwork, subject: subjects.network, at: now, random: base.random)
        try AuditTrail(tx, random: base.random).append(.rejectSignIn, subject: hexadecimal(subjects.typed), now: now)
        return .wrong
    }

    /// The sign-in has succeeded and stays so: what fails here waits for the next one.
    private func upgrade(_ account: Account, _ password: CandidatePassword) async {
        guard let stored = HashedPassword(stored: account.password), passwords.needsUpgrade(stored) else { return }
        do {
            let fresh = try await passwords.hash(password, isUrgent: false)
            try await base.database.write { tx in
                try Accounts(tx).upgrade(account.recordID, from: account.password, to: fresh.stored)
            }
        } catch {
            return
        }
    }
}

extension RobotCheck.Verdict {
    var isPassed: Bool {
        if case .passed = self { true } else { false }
    }
}
