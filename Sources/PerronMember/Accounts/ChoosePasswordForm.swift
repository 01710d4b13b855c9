import PerronDomain
import PerronPages
import PerronSecrets

/// Step 8's form, as typed.
struct ChoosePasswordForm {
    let birthDate: DateField.Typed
    let password: CandidatePassword
    let email: String

    init(_ form: Form) {
        birthDate = DateField.Typed(day: form[.birthDay], month: form[.birthMonth], year: form[.birthYear])
        password = CandidatePassword(form[.password])
        email = form[.email]
    }

    /// - Parameter today: nobody is born later.
    func birthDay(months: MonthNames, today: CalendarDay) throws(Mistake) -> CalendarDay {
        let parts = [birthDate.day, birthDate.month, birthDate.year].map { $0.filter { !$0.isWhitespace } }
        guard parts.allSatisfy({ !$0.isEmpty }) else { throw .birthEmpty }
        guard parts[2].utf8.count == 4 || Int(parts[2]) == nil else { throw .birthYearShort }
        guard parts[0].utf8.count <= 2, let number = Int(parts[0]), let month = months.month(parts[1]), let year = Int(parts[2]),
            let day = CalendarDay(year: year, month: month, day: number), day.year >= 1850
        else { throw .birthImpossible }
        guard day <= today else { throw .birthFuture }
        return day
    }

    /// Nil where none was given.
    func emailAddress() throws(Mistake) -> EmailAddress? {
        guard !email.allSatisfy(\.isWhitespace) else { return nil }
        do throws(EmailMistake) {
            return try EmailAddress(given: email)
        } catch {
            throw .email(error)
        }
    }

    enum Mistake: Error, Equatable {
        case birthEmpty
        case birthYearShort
        case birthImpossible
        case birthFuture
        case email(EmailMistake)

        func told(_ words: Words) -> FieldError {
            switch self {
            case .birthEmpty: FieldError(.birthDay, words("account.error.birth.empty"))
            case .birthYearShort: FieldError(.birthDay, words("account.error.birth.yearShort"))
            case .birthImpossible: FieldError(.birthDay, words("account.error.birth.impossible"))
            case .birthFuture: FieldError(.birthDay, words("account.error.birth.future"))
            case .email(let mistake): FieldError(.email, mistake.told(words) + " " + words("account.error.email.optional"))
            }
        }
    }
}
