import PerronDomain

/// The address that opens the sign-in form with number and code filled in: the QR code's content and the button of the e-mail.
///
/// Both travel in the fragment, which no browser sends to a server. It holds the code: printed or mailed, and never logged.
package struct AccessLink: Sendable {
    /// `https://domain/acces/code#n=1047382&c=K7QFM2XD9RTC`: ASCII where the fund's address is.
    package let url: String

    package init(fund: PensionFund, number: FileNumber, code: ProvisionalPassword) {
        url = "\(fund.publicURL)/acces/code#n=\(number.digits)&c=\(code.canonical)"
    }
}

extension AccessLink: CustomStringConvertible, CustomReflectable {
    package var description: String { "[redacted]" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
