import PerronDomain
import PerronMessages

/// One of every e-mail there is. A kind that is added does not compile until it has a specimen.
package enum SpecimenEmail: String, CaseIterable, Sendable {
    case provisionalPassword
    case passwordChanged
    case wrongBirthDate
    case emailConfirmation
    case emailReplaced
    case trial
    case letterReturned
    case codeExpires

    package init(of content: EmailContent) {
        self =
            switch content {
            case .provisionalPassword: .provisionalPassword
            case .passwordChanged: .passwordChanged
            case .wrongBirthDate: .wrongBirthDate
            case .emailConfirmation: .emailConfirmation
            case .emailReplaced: .emailReplaced
            case .trial: .trial
            case .letterReturned: .letterReturned
            case .codeExpires: .codeExpires
            }
    }

    /// All of them, about one person.
    package static func all(about reader: EmailReader, now: Instant) -> [EmailContent] {
        allCases.map { $0.content(about: reader, now: now) }
    }

    private func content(about reader: EmailReader, now: Instant) -> EmailContent {
        let code = ProvisionalPassword(canonical: "K7QFM2XD9RTC")
        let today = CalendarDay(dayNumber: Int(now.milliseconds / 86_400_000))
        return switch self {
        case .provisionalPassword:
            .provisionalPassword(ProvisionalPasswordEmail(reader: reader, code: code, expiresAt: now.adding(.hours(24))))
        case .passwordChanged: .passwordChanged(PasswordChangedEmail(reader: reader, changedAt: now))
        case .wrongBirthDate: .wrongBirthDate(WrongBirthDateEmail(reader: reader, voidedAt: now, attempts: 5))
        case .emailConfirmation:
            .emailConfirmation(EmailConfirmationEmail(reader: reader, code: code, expiresAt: now.adding(.hours(24))))
        case .emailReplaced: .emailReplaced(EmailReplacedEmail(reader: reader, replacedAt: now, usableFrom: now.adding(.days(7))))
        case .trial: .trial(TrialEmail(sentAt: now))
        case .letterReturned: .letterReturned(LetterReturnedEmail(reader: reader, returnedAt: now))
        case .codeExpires:
            .codeExpires(CodeExpiresEmail(reader: reader, postedOn: today.adding(days: -16), lastDay: today.adding(days: 5)))
        }
    }
}
