import PerronDomain
import PerronMessages
import PerronSecrets

/// Signs each e-mail for the fund's domain, so that receivers know it for the fund's and whole (DKIM, RFC 6376).
package struct DKIMSigner: Sendable {
    package let domain: String
    package let selector: String
    private let key: EmailSigningKey

    package init(domain: String, selector: String, key: EmailSigningKey) {
        self.domain = domain
        self.selector = selector
        self.key = key
    }

    /// What stands in every e-mail of ours, and says what a reader sees of it (RFC 6376 5.4.1). Those listed once more than they occur
    /// can't be added on the way without the signature failing (8.15).
    private static let signed = [
        "from", "to", "subject", "date", "message-id", "mime-version", "content-type", "content-language", "auto-submitted",
    ]
    private static let sealed = ["from", "to", "subject", "date"]
    private static let longest = 72

    /// - Throws: what `EmailSigningKey.signature` does.
    func sign(_ message: EmailMessage) throws -> EmailMessage {
        let unsigned = head(of: message) + " b="
        let headers = message.headers
        let fields = DKIMSigner.signed.compactMap { name in headers.first { DKIMForm.name(of: $0) == name } }
        let signedText = (fields.map(DKIMForm.header) + [DKIMForm.header(unsigned)]).joined(separator: "\r\n")
        let signature = try key.signature(of: Array(signedText.utf8))
        return message.headed(by: unsigned + DKIMSigner.broken(signature))
    }

    private func head(of message: EmailMessage) -> String {
        let (first, rest) = (DKIMSigner.signed.prefix(5), DKIMSigner.signed.dropFirst(5))
        let lines = [
            "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;", "d=\(domain);", "s=\(selector);",
            "t=\(message.stamp.date.milliseconds / 1000);",
            "h=\(first.joined(separator: ":")):", rest.joined(separator: ":") + ":", DKIMSigner.sealed.joined(separator: ":") + ";",
            "bh=\(EmailSigningKey.digest(of: DKIMForm.body(message.content)));",
        ]
        return lines.joined(separator: "\r\n ") + "\r\n"
    }

    /// White space within a signature means nothing (RFC 6376 3.5).
    private static func broken(_ signature: String) -> String {
        var (lines, rest) = ([String](), signature[...])
        while !rest.isEmpty {
            lines.append(String(rest.prefix(longest)))
            rest = rest.dropFirst(longest)
        }
        return lines.joined(separator: "\r\n ")
    }

    /// What the DNS must say, for « config check » and « mail check »: the name, and the text in strings of at most 255 characters
    /// (RFC 6376 3.6.2.2).
    package var record: (name: String, strings: [String]) {
        var (strings, rest) = ([String](), "v=DKIM1; k=rsa; p=\(key.publicKey)"[...])
        while !rest.isEmpty {
            strings.append(String(rest.prefix(255)))
            rest = rest.dropFirst(255)
        }
        return ("\(selector)._domainkey.\(domain)", strings)
    }

    package var bits: Int { key.bits }
}
