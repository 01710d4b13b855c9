import PerronDomain

/// Tells by post that a personal space was opened for the first time with a code that went by e-mail: whoever reads that mailbox may
/// not be the file's holder. Holds no secret.
package struct PasswordOpenedLetter: Sendable {
    package let head: LetterHead
    package let openedOn: CalendarDay

    package init(head: LetterHead, openedOn: CalendarDay) {
        self.head = head
        self.openedOn = openedOn
    }
}
