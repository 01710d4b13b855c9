import PerronDomain
import PerronSecrets
import PerronStorage

/// Step 8: the holder of a code gives the birth date and chooses a password. The guarded UPDATE in the transaction that stores the
/// password consumes the code; of several browsers that choose at once, one wins.
package struct ChoosePassword: Sendable {
    package struct Choice: Sendable {
        package let birthDate: CalendarDay?
        package let password: CandidatePassword
        /// Only where none is on file; unused until a code sent to it is typed.
        package let email: EmailAddress?
        package let language: Language
        /// The cookies that this browser has.
        package let former: FormerTokens

        package init(
            birthDate: CalendarDay?, password: CandidatePassword, email: EmailAddress?, language: Language, former: FormerTokens
        ) {
            self.birthDate = birthDate
            self.password = password
            self.email = email
            self.language = language
            self.former = former
        }
    }

    package enum Decision: Sendable {
        case chosen(SessionTokens)
        case wrongBirthDate(triesLeft: Int)
        case refused(PasswordVerdict)
        /// The provisional password was typed again in place of one's own.
        case sameAsCode
        case tooLate(Reason)
    }

    package enum Reason: String, Sendable, CaseIterable {
        /// Somebody, perhaps the same person in another window, chose with this code first.
        case used
        /// Another code was used, or the password was changed from inside the space.
        case voided
        /// Too many birth dates were wrong.
        case birthDates
        case expired
    }

    private let base: Foundations
    private let passwords: MemberPasswords
    private let opening: OpenSession
    private let notify: NotifyMember
    private let wakeWorker: @Sendable () -> Void

    package init(_ base: Foundations, passwords: MemberPasswords, wakeWorker: @escaping @Sendable () -> Void) {
        self.base = base
        self.passwords = passwords
        self.wakeWorker = wakeWorker
        opening = OpenSession(base)
        notify = NotifyMember(base)
    }

    /// Whether the form asks for the birth date: a rule of the fund, where the registry has one.
    package func asksBirthDate(_ record: PensionRecord) -> Bool {
        base.limits.access.asksBirthDate && record.birthDate != nil
    }

    /// Whether the form offers to give an address: nothing is on file yet.
    package func offersEmail(_ record: PensionRecord) async throws -> Bool {
        let now = base.clock.now()
        return try await base.database.read { tx in try isWithoutEmail(record, now: now, in: tx) }
    }

    package func callAsFunction(_ holder: CodeHolder, _ choice: Choice) async throws -> Decision {
        let now = base.clock.now()
        if let reason = holder.code.reasonAgainst(at: now, base.limits.access) { return .tooLate(reason) }
        // By the date as it was given, and before that is compared: what is said of a password tells nothing of the right one.
        let verdict = passwords.judge(choice.password, for: holder.record, birthDate: choice.birthDate)
        guard verdict.isGood else { return .refused(verdict) }
        guard !isCode(choice.password, of: holder) else { return .sameAsCode }
        guard !asksBirthDate(holder.record) || holder.record.birthDate == choice.birthDate else {
            return try await countWrongBirthDate(holder, now: now)
        }
        let hash = try await passwords.hash(choice.password, isUrgent: true)
        let decision = try await store(hash, holder: holder, choice: choice, now: now)
        wakeWorker()
        return decision
    }

    private func isWithoutEmail(_ record: PensionRecord, now: Instant, in tx: any Transaction) throws -> Bool {
        try ContactPoints(tx).emailsForNotices(of: record, now: now, newAddressDays: base.limits.registry.newAddressDays).isEmpty
    }

    private func isCode(_ password: CandidatePassword, of holder: CodeHolder) -> Bool {
        guard let code = ProvisionalPassword(typed: password.text) else { return false }
        let stored = StoredDigest(keyID: holder.code.keyID, bytes: holder.code.digest)
        return ProvisionalPasswordDigests(keys: base.keys).verify(code, for: holder.record.id, against: stored)
    }

    private func store(_ hash: HashedPassword, holder: CodeHolder, choice: Choice, now: Instant) async throws -> Decision {
        let tokens = SessionTokens(session: Token.random(from: base.random), browser: Token.random(from: base.random))
        let (record, code) = (holder.record, holder.code)
        return try await base.database.write { tx in
            try PensionRecords(tx).hold(record.id, dialect: base.database.dialect)
            guard try ProvisionalPasswords(tx).redeem(code.id, of: record.id, now: now) else {
                return .tooLate(try ProvisionalPasswords(tx).find(code.id)?.reasonAgainst(at: now, base.limits.access) ?? .voided)
            }
            let isFirstOpening = try Accounts(tx).find(record.id) == nil
            try VoidCodes(base)(of: record.id, because: .passwordChosen, now: now, in: tx)
            try Accounts(tx).set(password: hash.stored, of: record.id, now: now)
            try MemberSessions(tx).endAll(of: record.id, now: now)
            try RecognisedBrowsers(tx).endAll(of: record.id, now: now)
            try opening.insertFull(record.id, tokens: tokens, replacing: choice.former, now: now, in: tx)
            try opening.list(.provisional, of: record.id, now: now, in: tx)
            try AccessRequests(tx).apply(.redeem, to: code.requestID, now: now)
            try audit(code, isFirstOpening: isFirstOpening, now: now, in: tx)
            let language = try notify.language(of: record, in: tx)
            try notify(.passwordChosen, record, language: language, now: now, in: tx)
            if isFirstOpening, code.channel == .email {
                try notify.byLetter(.openedByEmail, record, language: language, now: now, in: tx)
            }
            if let email = choice.email, try isWithoutEmail(record, now: now, in: tx) {
                try GiveEmail(base, wakeWorker: wakeWorker).insert(email, of: record.id, language: choice.language, now: now, in: tx)
            }
            return .chosen(tokens)
        }
    }

    private func audit(_ code: ProvisionalPasswordDigest, isFirstOpening: Bool, now: Instant, in tx: any Transaction) throws {
        let trail = AuditTrail(tx, random: base.random)
        try trail.append(.redeemCode, subject: code.recordID.text, object: code.id.text, now: now)
        try trail.append(isFirstOpening ? .openAccount : .changePassword, subject: code.recordID.text, object: code.id.text, now: now)
    }

    /// Five wrong dates void this one code and touch nothing else: only its holder can do that.
    private func countWrongBirthDate(_ holder: CodeHolder, now: Instant) async throws -> Decision {
        let decision: Decision = try await base.database.write { tx in
            let wrong = try ProvisionalPasswords(tx).countWrongBirthDate(holder.code.id)
            let trail = AuditTrail(tx, random: base.random)
            try trail.append(.rejectBirthDate, subject: holder.record.id.text, object: holder.code.id.text, now: now)
            let left = base.limits.access.wrongBirthDates - wrong
            guard left <= 0 else { return .wrongBirthDate(triesLeft: left) }
            guard try ProvisionalPasswords(tx).void(holder.code.id, now: now) else {
                return .tooLate(try ProvisionalPasswords(tx).find(holder.code.id)?.reasonAgainst(at: now, base.limits.access) ?? .voided)
            }
            try trail.append(.voidCode, subject: holder.record.id.text, object: holder.code.id.text, detail: "birthDate", now: now)
            // Whoever typed the dates has proven nothing but that they hold the code: the notice speaks as its request did.
            let language = try AccessRequests(tx).find(holder.code.requestID)?.language ?? .french
            try tellVoided(holder, language: language, now: now, in: tx)
            return .tooLate(.birthDates)
        }
        if case .tooLate = decision { wakeWorker() }
        return decision
    }

    /// Whoever has no e-mail address on file is told by a person.
    private func tellVoided(_ holder: CodeHolder, language: Language, now: Instant, in tx: any Transaction) throws {
        guard try isWithoutEmail(holder.record, now: now, in: tx) else {
            return try notify(.codeVoided, holder.record, language: language, now: now, in: tx)
        }
        try StaffTasks(tx).open(
            .codeVoided, record: holder.record.id, request: holder.code.requestID, now: now, random: base.random)
        try AuditTrail(tx, random: base.random).append(
            .openTask, subject: holder.record.id.text, detail: StaffTask.Kind.codeVoided.rawValue, now: now)
    }
}

extension ProvisionalPasswordDigest {
    /// Why no password can be chosen with it any more; nil while one can.
    func reasonAgainst(at now: Instant, _ limits: Limits.Access) -> ChoosePassword.Reason? {
        if usedAt != nil { return .used }
        if voidedAt != nil { return wrongBirthDates >= limits.wrongBirthDates ? .birthDates : .voided }
        return expiresAt > now ? nil : .expired
    }
}
