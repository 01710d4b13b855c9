/// What the worker does with an order. The page never waits for it, nor knows it.
package enum DispatchDecision: Equatable, Sendable {
    case email(EmailAddress)
    case letter(PostalAddress, representative: Bool)
    case askStaff(StaffReason)
    case nothing(NoDispatchReason)
}

package enum StaffReason: String, Sendable, CaseIterable {
    case deceased
    case noAddress
    case undeliverableAddress
    case returnedLetter
    case unsureHandOver
    case emailDiffers
}

package enum NoDispatchReason: String, Sendable, CaseIterable {
    case unknownNumber
    case closedFile
    case emailQuota
    case letterQuota
}

/// Decides what leaves for one order: pure, from the record, what has left before, and the time.
package struct DispatchPolicy: Sendable {
    private let limits: Limits

    package init(limits: Limits) {
        self.limits = limits
    }

    /// - Parameters:
    ///   - record: nil for a number that is nobody's.
    ///   - email: where an e-mail may go, confirmed address before the registry's; nil where there is none.
    ///   - sent: what has left for this file before.
    ///   - today: the local day, for a minor's age.
    package func decide(
        channel: AccessChannel, record: PensionRecord?, email: EmailAddress?, sent: SentBefore, today: CalendarDay
    ) -> DispatchDecision {
        guard let record else { return .nothing(.unknownNumber) }
        guard record.closedAt == nil else { return .nothing(.closedFile) }
        guard record.diedOn == nil else { return .askStaff(.deceased) }
        if channel == .email, let email {
            return canSendEmail(sent) ? .email(email) : .nothing(.emailQuota)
        }
        return letter(to: record, sent: sent, today: today)
    }

    package func canSendEmail(_ sent: SentBefore) -> Bool {
        !sent.emailWithinPause && sent.emailsInDay < limits.emails.perDay
    }

    package func canSendLetter(_ sent: SentBefore) -> Bool {
        sent.lettersInDay < limits.letters.perDay && sent.lettersInMonth < limits.letters.perMonth
    }

    private func letter(to record: PensionRecord, sent: SentBefore, today: CalendarDay) -> DispatchDecision {
        guard let address = record.address else { return .askStaff(.noAddress) }
        guard address.undeliverable == nil else { return .askStaff(.undeliverableAddress) }
        guard !sent.letterCameBack else { return .askStaff(.returnedLetter) }
        guard canSendLetter(sent) else { return .nothing(.letterQuota) }
        return .letter(address, representative: record.isRepresented(on: today))
    }
}

/// What has left for one file: the counts that the quotas compare.
package struct SentBefore: Equatable, Sendable {
    /// An e-mail left less than `Limits.Emails.pause` ago.
    package let emailWithinPause: Bool
    package let emailsInDay: Int
    package let lettersInDay: Int
    package let lettersInMonth: Int
    /// The post brought a letter back from the address that the file has now.
    package let letterCameBack: Bool

    package init(
        emailWithinPause: Bool = false, emailsInDay: Int = 0, lettersInDay: Int = 0, lettersInMonth: Int = 0, letterCameBack: Bool = false
    ) {
        self.emailWithinPause = emailWithinPause
        self.emailsInDay = emailsInDay
        self.lettersInDay = lettersInDay
        self.lettersInMonth = lettersInMonth
        self.letterCameBack = letterCameBack
    }
}
