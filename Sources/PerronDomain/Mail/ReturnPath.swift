/// Where mail servers send what they can't deliver: an address of the fund's, with a token of its own for each e-mail
/// (`rebonds+TOKEN@caisse.example`, RFC 5233), so that what comes back says by its address what it was.
package struct ReturnPath: Sendable, Equatable {
    package let address: EmailAddress

    /// Nil where no token would fit before the @ (RFC 5321 4.5.3.1.1).
    package init?(_ address: EmailAddress) {
        self.address = address
        let longest = String(repeating: "0", count: 2 * ReturnToken.length)
        guard EmailAddress(ReturnPath.text(longest, address)) != nil else { return nil }
    }

    package func address(for token: ReturnToken) -> EmailAddress {
        guard let own = EmailAddress(ReturnPath.text(token.text, address)) else { preconditionFailure("init tried the longest") }
        return own
    }

    /// The token of an address that `address(for:)` made, whatever its capitals; nil for any other.
    package func token(in returned: EmailAddress) -> ReturnToken? {
        let parts = ReturnPath.text("*", address).lowercased().split(separator: "*")
        let folded = returned.folded
        guard folded.hasPrefix(parts[0]), folded.hasSuffix(parts[1]), folded.count > parts[0].count + parts[1].count else { return nil }
        return ReturnToken(String(folded.dropFirst(parts[0].count).dropLast(parts[1].count)))
    }

    private static func text(_ token: String, _ address: EmailAddress) -> String {
        let at = address.value.lastIndex(of: "@") ?? address.value.endIndex
        return address.value[..<at] + "+" + token + address.value[at...]
    }
}

/// A keyed digest by which an e-mail is known again when it comes back. Whoever has not had that e-mail can't guess it, and it says
/// nothing to whoever has.
package struct ReturnToken: Hashable, Sendable {
    /// 120 bits.
    package static let length = 15

    package let bytes: [UInt8]

    /// - Parameter bytes: `length` of them.
    package init(bytes: [UInt8]) {
        precondition(bytes.count == ReturnToken.length)
        self.bytes = bytes
    }

    /// Nil for anything but what `text` gives.
    init?(_ text: String) {
        let digits = text.compactMap(\.hexDigitValue)
        guard digits.count == text.count, digits.count == 2 * ReturnToken.length else { return nil }
        bytes = stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }

    /// Small letters and digits, which every mail server leaves as they are.
    package var text: String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
