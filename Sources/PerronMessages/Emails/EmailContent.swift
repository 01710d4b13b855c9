import PerronDomain

/// Every e-mail that the fund's portal sends.
package enum EmailContent: Sendable {
    case provisionalPassword(ProvisionalPasswordEmail)
    case passwordChanged(PasswordChangedEmail)
    case wrongBirthDate(WrongBirthDateEmail)
    case emailConfirmation(EmailConfirmationEmail)
    case emailReplaced(EmailReplacedEmail)
    case trial(TrialEmail)
    case letterReturned(LetterReturnedEmail)
    case codeExpires(CodeExpiresEmail)
}

/// Whose file an e-mail is about, and who reads it. Two people may read one mailbox, so every message greets by name.
package struct EmailReader: Sendable {
    package let name: PersonName
    package let fileNumber: FileNumber
    /// True for a minor or a ward: the message speaks to whoever represents the person.
    package let isRepresented: Bool

    package init(name: PersonName, fileNumber: FileNumber, isRepresented: Bool) {
        self.name = name
        self.fileNumber = fileNumber
        self.isRepresented = isRepresented
    }

    /// Enough to tell one's two files apart, and not enough to ask for a password with.
    var numberEnding: String { String(fileNumber.digits.suffix(3)) }
}
