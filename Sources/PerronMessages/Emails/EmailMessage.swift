import PerronDomain

/// An e-mail ready to be handed over: headers by type, a plain text and the same in HTML.
///
/// Its bodies may hold a code in the clear, so it is made at the last moment and described by nothing but its kind.
package struct EmailMessage: Sendable {
    package let from: Sender
    package let to: EmailAddress
    package let subject: HeaderText
    package let stamp: EmailStamp
    package let body: Body
    /// What follows the headers, as SMTP takes it; made once, for it is signed and sent.
    package let content: [UInt8]
    /// Where it comes back to if it can't be delivered: SMTP's MAIL FROM. Not of the message, and in no header of it.
    package private(set) var returnPath: EmailAddress
    /// Stands before all other headers: a signature over them.
    private var signature: String?

    package init(from: Sender, to: EmailAddress, subject: HeaderText, stamp: EmailStamp, body: Body) {
        self.from = from
        self.to = to
        self.subject = subject
        self.stamp = stamp
        self.body = body
        content = EmailMessage.content(body)
        returnPath = from.address
    }

    package func returning(to address: EmailAddress) -> EmailMessage {
        var message = self
        message.returnPath = address
        return message
    }

    package struct Sender: Sendable {
        package let name: HeaderText
        package let address: EmailAddress

        package init(name: HeaderText, address: EmailAddress) {
            self.name = name
            self.address = address
        }
    }

    package struct Body: Sendable {
        package let language: Language
        package let text: String
        package let html: HTML

        package init(language: Language, text: String, html: HTML) {
            self.language = language
            self.text = text
            self.html = html
        }
    }

    /// The message as SMTP takes it (RFC 5322, RFC 2045): ASCII, CRLF, no line over 78 characters but for a long address. An address beyond
    /// ASCII stands in its header as it is (RFC 6532), for SMTPUTF8 to carry. Points at the beginning of a line are left for the transport
    /// to double.
    package var bytes: [UInt8] {
        Array(([signature].compactMap(\.self) + headers + ["", ""]).joined(separator: "\r\n").utf8) + content
    }

    /// - Parameter signature: a whole header, folded, without its last CRLF.
    package func headed(by signature: String) -> EmailMessage {
        var message = self
        message.signature = signature
        return message
    }

    /// "=_" can't occur in quoted-printable text, so this never ends a part too early.
    private static let boundary = "=_perron_alternative_=_"

    /// One a field, folded, without a signature.
    package var headers: [String] {
        [
            HeaderLine.folded("From", from.name.displayWords + ["<\(from.address.value)>"]),
            HeaderLine.folded("To", ["<\(to.value)>"]),
            HeaderLine.folded("Subject", subject.words),
            HeaderLine.folded("Date", [HeaderLine.date(stamp.date)]),
            HeaderLine.folded("Message-ID", ["<\(stamp.messageID.value)>"]),
            "MIME-Version: 1.0",
            "Content-Type: multipart/alternative;\r\n boundary=\"\(EmailMessage.boundary)\"",
            "Content-Language: \(body.language.rawValue)",
            "Auto-Submitted: auto-generated",
            "X-Auto-Response-Suppress: All",
        ]
    }

    private static func content(_ body: Body) -> [UInt8] {
        var content: [UInt8] = []
        for (type, text) in [("text/plain", Array(body.text.utf8)), ("text/html", body.html.bytes)] {
            let head =
                "--\(boundary)\r\nContent-Type: \(type); charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
            content += head.utf8
            QuotedPrintable.append(text, to: &content)
            content += "\r\n".utf8
        }
        return content + "--\(boundary)--\r\n".utf8
    }
}

extension EmailMessage: CustomStringConvertible, CustomReflectable {
    package var description: String { "[e-mail]" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
