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
    func birthDay(today: CalendarDay) throws(Mistake) -> CalendarDay {
        let parts = [birthDate.day, birthDate.month, birthDate.year].map { $0.filter { !$0.isWhitespace } }
        guard parts.allSatisfy({ !$0.isEmpty }) else { throw .birthEmpty }
        let numbers = parts.compactMap { part in part.utf8.count <= 4 ? Int(part) : nil }
        guard numbers.count == 3, let day = CalendarDay(year: numbers[2], month: numbers[1], day: numbers[0]), day.year >= 1850 else {
            throw .birthImpossible
        }
        guard day <= today else { throw .birthFuture }
        return day
    }

    /// Nil where none was given.
    func emailAddress() throws(Mistake) -> EmailAddress? {
        guard !email.allSatisfy(\.isWhitespace) else { return nil }
        guard let address = EmailAddress(email) else { throw .emailShape }
        return address
    }

    enum Mistake: Error, Equatable {
        case birthEmpty
        case birthImpossible
        case birthFuture
        case emailShape

        func told(_ words: Words) -> FieldError {
            switch self {
            case .birthEmpty: FieldError(.birthDay, words("account.error.birth.empty"))
            case .birthImpossible: FieldError(.birthDay, words("account.error.birth.impossible"))
            case .birthFuture: FieldError(.birthDay, words("account.error.birth.future"))
            case .emailShape: FieldError(.email, words("account.error.email.shape"))
            }
        }
    }
}
