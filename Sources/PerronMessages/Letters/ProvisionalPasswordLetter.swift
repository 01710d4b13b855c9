import PerronDomain

/// The letter that carries a provisional password. It exists only while it is printed.
package struct ProvisionalPasswordLetter: Sendable {
    package let head: LetterHead
    package let code: ProvisionalPassword
    /// The last day on which the code opens the choice of a password, this day included.
    package let lastDay: CalendarDay

    package init(head: LetterHead, code: ProvisionalPassword, lastDay: CalendarDay) {
        self.head = head
        self.code = code
        self.lastDay = lastDay
    }

    package var link: AccessLink { AccessLink(fund: head.fund, number: head.fileNumber, code: code) }
}
