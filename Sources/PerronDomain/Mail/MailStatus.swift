/// An enhanced status code (RFC 3463): `5.1.1`.
package struct MailStatus: Hashable, Sendable, CustomStringConvertible {
    /// 2 for a success, 4 for what may pass, 5 for what is for good.
    package let family: Int
    package let subject: Int
    package let detail: Int

    /// The address is beyond ASCII, and the server takes no such (RFC 6531 3.7.4.2).
    package static let notASCII = MailStatus(family: 5, subject: 6, detail: 7)

    private init(family: Int, subject: Int, detail: Int) {
        (self.family, self.subject, self.detail) = (family, subject, detail)
    }

    /// Nil for what is none; a comment behind it is forgiven.
    package init?(_ text: some StringProtocol) {
        let numbers = text.prefix { $0.isNumber || $0 == "." }.split(separator: ".", omittingEmptySubsequences: false)
        let parts = numbers.compactMap { $0.count <= 3 ? Int($0) : nil }
        guard numbers.count == 3, parts.count == 3, [2, 4, 5].contains(parts[0]) else { return nil }
        (family, subject, detail) = (parts[0], parts[1], parts[2])
    }

    /// Whether it says that the mailbox is not there, and not only that this message was refused: a server that is full, or that takes
    /// the fund for a sender of rubbish (5.7), says nothing of the address.
    package var saysAddressIsDead: Bool {
        guard family == 5 else { return false }
        return switch (subject, detail) {
        // The sender's address is what is wrong (3.2).
        case (1, 7), (1, 8): false
        // Undefined as a whole: what servers that speak no enhanced codes say of an unknown mailbox.
        case (0, _), (1, _): true
        // Disabled (2.1); full and too large messages (2.2, 2.3) are not.
        case (2, 0), (2, 1): true
        // The domain has no mail server (4.4; RFC 7505 4.2).
        case (4, 4): true
        default: false
        }
    }

    package var description: String { "\(family).\(subject).\(detail)" }
}
