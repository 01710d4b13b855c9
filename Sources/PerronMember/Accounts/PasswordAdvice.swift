import PerronDomain
import PerronPages
import PerronSecrets

/// What is said of a candidate password: one plain sentence, beside the live meter and at the field.
extension PasswordVerdict {
    /// Under the field, after it was sent. Nil for a good one.
    func correction(of password: CandidatePassword, words: Words) -> FieldError? {
        let found = ["found": String(password.length)]
        let message: String? =
            switch self {
            case .good: nil
            case .tooShort where password.length == 0: words("account.error.password.chooseEmpty")
            case .tooShort: words("account.error.password.short", found)
            case .tooLong: words("account.error.password.long", found)
            case .personal: words("account.error.password.personal")
            case .common: words("account.error.password.common")
            case .onlyDigits, .weak: words("account.error.password.guessable")
            }
        return message.map { FieldError(.password, $0) }
    }

    /// Beside the meter, while it is typed.
    func advice(_ words: Words) -> String {
        switch self {
        case .good: words("account.strength.advice.good")
        case .tooShort(missing: 1): words("account.strength.advice.shortOne")
        case .tooShort(let missing): words("account.strength.advice.short", ["count": String(missing)])
        case .tooLong: words("account.strength.advice.long")
        case .personal: words("account.strength.advice.personal")
        case .common: words("account.strength.advice.common")
        case .onlyDigits, .weak: words("account.strength.advice.word")
        }
    }
}
