import PerronDomain

/// What is wrong with an e-mail address as it was typed.
enum EmailMistake: Error, Equatable {
    case empty
    /// Something stands on both sides of it.
    case space
    case shape

    func told(_ words: Words) -> String {
        switch self {
        case .empty: words("account.error.email.empty")
        case .space: words("account.error.email.space")
        case .shape: words("account.error.email.shape")
        }
    }
}

extension EmailAddress {
    init(given typed: String) throws(EmailMistake) {
        let parts = typed.split { $0.isWhitespace }
        guard !parts.isEmpty else { throw .empty }
        guard parts.count == 1 else { throw .space }
        guard let address = EmailAddress(String(parts[0])) else { throw .shape }
        self = address
    }
}
