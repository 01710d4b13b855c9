import PerronDomain

/// What the personal space's first page shows.
package struct MemberSpace: Sendable {
    /// What opened the door.
    package enum Means: String, Sendable, CaseIterable {
        case password
        case provisional
    }

    /// One past sign-in, in the fund's own time zone.
    package struct SignIn: Sendable, Equatable {
        package let day: CalendarDay
        /// Minutes since midnight.
        package let minutes: Int
        package let means: Means
        package let isThisOne: Bool

        package init(day: CalendarDay, minutes: Int, means: Means, isThisOne: Bool) {
            self.day = day
            self.minutes = minutes
            self.means = means
            self.isThisOne = isThisOne
        }
    }

    /// What has just happened, said once at the top.
    package enum News: Sendable, Equatable {
        /// The space was just opened; `asksConfirmation` when an e-mail address was given with it.
        case opened(asksConfirmation: Bool)
        case passwordChanged
        case emailConfirmed
    }

    package let record: PensionRecord
    /// The address that e-mails go to, confirmed by the member or from the registry.
    package let email: EmailAddress?
    /// Given by the member, not confirmed yet.
    package let pendingEmail: EmailAddress?
    /// From when `email` carries a provisional password; nil where it does already.
    package let emailUsableFrom: CalendarDay?
    package let signIns: [SignIn]
    package let passwordChosenOn: CalendarDay
    package let news: News?

    package init(
        record: PensionRecord, email: EmailAddress?, pendingEmail: EmailAddress? = nil, emailUsableFrom: CalendarDay? = nil,
        signIns: [SignIn], passwordChosenOn: CalendarDay, news: News? = nil
    ) {
        self.record = record
        self.email = email
        self.pendingEmail = pendingEmail
        self.emailUsableFrom = emailUsableFrom
        self.signIns = signIns
        self.passwordChosenOn = passwordChosenOn
        self.news = news
    }
}
