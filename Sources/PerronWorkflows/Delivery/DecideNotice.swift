import PerronDomain
import PerronSecrets
import PerronStorage

/// A notice that must be handed over by e-mail now.
package struct OutgoingNotice: Redacted {
    package enum Body: Sendable {
        case passwordChanged(at: Instant)
        case codeVoided(at: Instant)
        case emailReplaced(at: Instant, usableFrom: Instant)
        case letterReturned(at: Instant)
        case codeExpires(postedOn: CalendarDay, lastDay: CalendarDay)
        /// Proves an address that the member gave.
        case emailConfirmation(ProvisionalPassword, expiresAt: Instant)
    }

    package let notice: Notice
    package let reader: Addressee
    package let email: EmailAddress
    package let body: Body
    /// For its return path.
    package let token: ReturnToken
}

/// Takes one due notice and decides it: an e-mail comes back in memory, a letter goes to the spool in the same transaction.
package struct DecideNotice: Sendable {
    package enum Decision: Sendable {
        case handOver(OutgoingNotice)
        case letter(Identifier<Letter>)
        case askedStaff
        /// The letters of the day, or of the month, are spent; it is looked at again then.
        case held(until: Instant)
        /// Its domain is at its pace, or rests.
        case paced(until: Instant)
        /// There is nothing to tell any more, or nobody to tell it to; or another worker has the notice or settled it.
        case over
    }

    private let base: Foundations
    private let spool: LetterSpool
    private let allowance: LetterAllowance
    private let returned: ReturnedMail
    private let digests: ProvisionalPasswordDigests
    private let confirmations: EmailConfirmationCodes
    private let returns: ReturnTokens
    private let pacemaker: Pacemaker

    package init(_ base: Foundations, pacemaker: Pacemaker = Pacemaker()) {
        self.base = base
        self.pacemaker = pacemaker
        spool = LetterSpool(base)
        allowance = LetterAllowance(base)
        returned = ReturnedMail(base)
        digests = ProvisionalPasswordDigests(keys: base.keys)
        confirmations = EmailConfirmationCodes(keys: base.keys)
        returns = ReturnTokens(keys: base.keys)
    }

    /// Nil when nothing is due.
    package func lease() async throws -> Notice? {
        let now = base.clock.now()
        return try await base.database.write { [dialect = base.database.dialect] tx in
            try Notices(tx).lease(now: now, until: now.adding(LeaseDispatch.term), dialect: dialect)
        }
    }

    package func callAsFunction(_ notice: Notice) async throws -> Decision {
        let now = base.clock.now()
        return try await base.database.write { tx in
            guard try Notices(tx).isHeld(notice) else { return .over }
            guard let record = try PensionRecords(tx).find(notice.recordID), record.diedOn == nil, record.closedAt == nil else {
                return try drop(notice, now: now, in: tx)
            }
            guard let email = notice.email else { return try decideLetter(notice, record, now: now, in: tx) }
            return try decideEmail(notice, record, to: email, now: now, in: tx)
        }
    }

    private func decideEmail(
        _ notice: Notice, _ record: PensionRecord, to email: EmailAddress, now: Instant, in tx: any Transaction
    ) throws -> Decision {
        if let until = pacemaker.wait(notice.id.text, to: email, now: now) {
            try Notices(tx).postpone(notice, until: until)
            return .paced(until: until)
        }
        let body: OutgoingNotice.Body
        switch notice.kind {
        case .passwordChosen, .passwordChanged, .openedByEmail: body = .passwordChanged(at: notice.aboutAt)
        case .codeVoided: body = .codeVoided(at: notice.aboutAt)
        case .letterReturned: body = .letterReturned(at: notice.aboutAt)
        case .confirmEmail:
            guard let made = try makeConfirmation(record, email, now: now, in: tx) else {
                return try drop(notice, now: now, in: tx)
            }
            body = made
        case .codeExpires:
            // It may have been used since, or voided.
            guard let code = try ProvisionalPasswords(tx).reminded(of: record.id, now: now),
                let letter = try Letters(tx).find(code: code.id)
            else { return try drop(notice, now: now, in: tx) }
            body = .codeExpires(postedOn: letter.postingDay, lastDay: base.civilTime.day(of: code.expiresAt))
        case .emailReplaced:
            // The registry may have taken the change back before anyone was told.
            guard record.registryEmail?.folded != email.folded else {
                return try drop(notice, now: now, in: tx)
            }
            body = .emailReplaced(at: notice.aboutAt, usableFrom: notice.aboutAt.adding(.days(base.limits.registry.newAddressDays)))
        }
        let reader = Addressee(record, on: base.civilTime.day(of: now))
        let token = returns.token(of: notice.id.text)
        try Notices(tx).markHandingOver(notice, trace: EmailTrace(token: token, sentTo: returns.digest(of: email)))
        return .handOver(OutgoingNotice(notice: notice, reader: reader, email: email, body: body, token: token))
    }

    /// There is nothing to tell any more.
    private func drop(_ notice: Notice, now: Instant, in tx: any Transaction) throws -> Decision {
        try Notices(tx).settle(notice, outcome: "over", now: now)
        return .over
    }

    /// The code that proves an address; nil if the address no longer waits for one. Whatever the try, the same code for the same address.
    private func makeConfirmation(
        _ record: PensionRecord, _ email: EmailAddress, now: Instant, in tx: any Transaction
    ) throws -> OutgoingNotice.Body? {
        guard let contact = try ContactPoints(tx).waiting(email, of: record.id) else { return nil }
        let code = confirmations.code(forContact: contact.text)
        let expiry = now.adding(base.limits.access.emailCodeLife)
        let digest = digests.digest(of: code, for: record.id)
        guard try ContactPoints(tx).setCode(digest, for: contact, expiresAt: expiry) else { return nil }
        return .emailConfirmation(code, expiresAt: expiry)
    }

    private func decideLetter(_ notice: Notice, _ record: PensionRecord, now: Instant, in tx: any Transaction) throws -> Decision {
        let cameBack = try returned.cameBack(from: record, in: tx)
        guard let address = record.address, address.undeliverable == nil, !cameBack else {
            let kind: StaffTask.Kind = record.address == nil ? .noAddress : cameBack ? .returnedLetter : .undeliverableAddress
            try StaffTasks(tx).open(kind, record: record.id, now: now, random: base.random)
            try Notices(tx).settle(notice, outcome: kind.rawValue, now: now)
            return .askedStaff
        }
        if let held = try allowance.spendUnasked(now: now, in: tx) {
            try Notices(tx).postpone(notice, until: held.until)
            return .held(until: held.until)
        }
        let letter = SpooledLetter(
            to: record, at: address, isRepresented: record.isRepresented(on: base.civilTime.day(of: now)), language: notice.language,
            postingDay: base.schedule.postingDay(now: now), body: .passwordOpened(on: base.civilTime.day(of: notice.aboutAt)))
        let id = try spool.insert(letter, of: record, from: .notice(notice.id), now: now, in: tx)
        try Notices(tx).settle(notice, outcome: "letter", now: now)
        return .letter(id)
    }
}

/// Records how a notice's hand-over ended. What is refused is not sent again. Nor is what may have arrived, but for the code that proves an
/// address: somebody waits for it, and each message carries the same one.
package struct SettleNotice: Sendable {
    private let base: Foundations
    private let retries: RetryPlan

    package init(_ base: Foundations) {
        self.base = base
        retries = RetryPlan(first: base.limits.emails.firstRetry, longest: base.limits.emails.longestRetry)
    }

    package func callAsFunction(_ notice: Notice, _ outcome: MailOutcome) async throws {
        let now = base.clock.now()
        try await base.database.write { tx in
            switch outcome {
            case .delivered: try Notices(tx).settle(notice, outcome: "email", now: now)
            case .unsure where notice.kind == .confirmEmail && notice.attempts < SettleNotice.triesInDoubt:
                try Notices(tx).postpone(notice, until: now.adding(retries.delay(after: notice.attempts)))
            case .unsure: try Notices(tx).settle(notice, outcome: "unsure", now: now)
            case .refused(_, let status): try settleRefused(notice, status, now: now, in: tx)
            case .deferred: try postpone(notice, now: now, in: tx)
            }
        }
    }

    /// An address that doesn't exist is written to no more; nor does one wait any longer whose code nobody can have read.
    private func settleRefused(_ notice: Notice, _ status: MailStatus?, now: Instant, in tx: any Transaction) throws {
        guard try Notices(tx).settle(notice, outcome: "refused", now: now), let email = notice.email, let status,
            status.saysAddressIsDead || status == .notASCII
        else { return }
        if status.saysAddressIsDead { try DeadAddresses(tx).insert(email, status: status, now: now) }
        guard notice.kind == .confirmEmail, let waiting = try ContactPoints(tx).waiting(email, of: notice.recordID) else { return }
        try ContactPoints(tx).endAwaiting(waiting, now: now)
    }

    /// Gives a notice back that failed by accident.
    package func postpone(_ notice: Notice) async throws {
        let now = base.clock.now()
        try await base.database.write { tx in try postpone(notice, now: now, in: tx) }
    }

    private func postpone(_ notice: Notice, now: Instant, in tx: any Transaction) throws {
        // A letter waits for nobody's server: what failed was an accident here.
        if notice.email != nil, now - notice.aboutAt > SettleNotice.longestWait {
            try Notices(tx).settle(notice, outcome: "refused", now: now)
        } else {
            try Notices(tx).postpone(notice, until: now.adding(retries.delay(after: notice.attempts)))
        }
    }

    /// Each may put one more e-mail into the mailbox.
    private static let triesInDoubt = 5

    /// As long as a mail server usually keeps trying (RFC 5321 4.5.4.1).
    private static let longestWait: Duration = .days(5)
}
