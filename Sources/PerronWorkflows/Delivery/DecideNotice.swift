import PerronDomain
import PerronSecrets
import PerronStorage

/// A notice that must be handed over by e-mail now.
package struct OutgoingNotice: Redacted {
    package enum Body: Sendable {
        case passwordChanged(at: Instant)
        case codeVoided(at: Instant)
        case emailReplaced(at: Instant, usableFrom: Instant)
        /// Proves an address that the member gave.
        case emailConfirmation(ProvisionalPassword, expiresAt: Instant)
    }

    package let notice: Notice
    package let reader: Addressee
    package let email: EmailAddress
    package let body: Body
}

/// Takes one due notice and decides it: an e-mail comes back in memory, a letter goes to the spool in the same transaction.
package struct DecideNotice: Sendable {
    package enum Decision: Sendable {
        case handOver(OutgoingNotice)
        case letter(Identifier<Letter>)
        case askedStaff
        /// There is nothing to tell any more, or nobody to tell it to.
        case over
    }

    private let base: Foundations
    private let spool: LetterSpool
    private let digests: ProvisionalPasswordDigests

    package init(_ base: Foundations) {
        self.base = base
        spool = LetterSpool(base)
        digests = ProvisionalPasswordDigests(keys: base.keys)
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
            guard let record = try PensionRecords(tx).find(notice.recordID), record.diedOn == nil else {
                try Notices(tx).settle(notice.id, outcome: "over", now: now)
                return .over
            }
            guard let email = notice.email else { return try decideLetter(notice, record, now: now, in: tx) }
            return try decideEmail(notice, record, to: email, now: now, in: tx)
        }
    }

    private func decideEmail(
        _ notice: Notice, _ record: PensionRecord, to email: EmailAddress, now: Instant, in tx: any Transaction
    ) throws -> Decision {
        let body: OutgoingNotice.Body
        switch notice.kind {
        case .passwordChosen, .passwordChanged, .openedByEmail: body = .passwordChanged(at: notice.aboutAt)
        case .codeVoided: body = .codeVoided(at: notice.aboutAt)
        case .confirmEmail:
            guard let made = try makeConfirmation(record, email, now: now, in: tx) else {
                try Notices(tx).settle(notice.id, outcome: "over", now: now)
                return .over
            }
            body = made
        case .emailReplaced:
            // The registry may have taken the change back before anyone was told.
            guard record.registryEmail?.folded != email.folded else {
                try Notices(tx).settle(notice.id, outcome: "over", now: now)
                return .over
            }
            body = .emailReplaced(at: notice.aboutAt, usableFrom: notice.aboutAt.adding(.days(base.limits.registry.newAddressDays)))
        }
        let reader = Addressee(record, on: base.civilTime.day(of: now))
        return .handOver(OutgoingNotice(notice: notice, reader: reader, email: email, body: body))
    }

    /// The code that proves an address, made at this moment; nil if the address no longer waits for one.
    private func makeConfirmation(
        _ record: PensionRecord, _ email: EmailAddress, now: Instant, in tx: any Transaction
    ) throws -> OutgoingNotice.Body? {
        let code = ProvisionalPassword.random(from: base.random)
        let expiry = now.adding(base.limits.access.emailCodeLife)
        let digest = digests.digest(of: code, for: record.id)
        guard try ContactPoints(tx).setCode(digest, for: email, of: record.id, expiresAt: expiry) else { return nil }
        return .emailConfirmation(code, expiresAt: expiry)
    }

    private func decideLetter(_ notice: Notice, _ record: PensionRecord, now: Instant, in tx: any Transaction) throws -> Decision {
        guard let address = record.address, address.undeliverable == nil else {
            let kind: StaffTask.Kind = record.address == nil ? .noAddress : .undeliverableAddress
            try StaffTasks(tx).open(kind, record: record.id, now: now, random: base.random)
            try Notices(tx).settle(notice.id, outcome: kind.rawValue, now: now)
            return .askedStaff
        }
        let letter = SpooledLetter(
            to: record, at: address, isRepresented: record.isRepresented(on: base.civilTime.day(of: now)), language: notice.language,
            postingDay: base.schedule.postingDay(now: now), body: .passwordOpened(on: base.civilTime.day(of: notice.aboutAt)))
        let id = try spool.insert(letter, of: record, from: .notice(notice.id), now: now, in: tx)
        try Notices(tx).settle(notice.id, outcome: "letter", now: now)
        return .letter(id)
    }
}

/// Records how a notice's hand-over ended. A notice carries nothing that anyone waits for: what is refused is not sent again.
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
            case .delivered: try Notices(tx).settle(notice.id, outcome: "email", now: now)
            case .unsure: try Notices(tx).settle(notice.id, outcome: "unsure", now: now)
            case .refused: try Notices(tx).settle(notice.id, outcome: "refused", now: now)
            case .deferred:
                if now - notice.aboutAt > SettleNotice.longestWait {
                    try Notices(tx).settle(notice.id, outcome: "refused", now: now)
                } else {
                    try Notices(tx).postpone(notice.id, until: now.adding(retries.delay(after: notice.attempts)))
                }
            }
        }
    }

    /// Gives a notice back that failed by accident.
    package func postpone(_ notice: Notice) async throws {
        let due = base.clock.now().adding(retries.delay(after: notice.attempts))
        try await base.database.write { tx in try Notices(tx).postpone(notice.id, until: due) }
    }

    /// As long as a mail server usually keeps trying (RFC 5321 4.5.4.1).
    private static let longestWait: Duration = .days(5)
}
