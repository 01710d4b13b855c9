/// An address that SMTP will take: ASCII, one @, no quoting, no control character (RFC 5321 4.1.2, 4.5.3.1).
package struct EmailAddress: Hashable, Sendable {
    package let value: String

    /// Nil for what can't be an address; spaces round it are forgiven, the domain is folded to small letters.
    package init?(_ typed: String) {
        let trimmed = typed.drop { $0.isWhitespace }
        let text = String(trimmed.reversed().drop { $0.isWhitespace }.reversed())
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, text.utf8.count <= 254 else { return nil }
        guard EmailAddress.isLocalPart(parts[0]), EmailAddress.isDomain(parts[1]) else { return nil }
        value = parts[0] + "@" + parts[1].lowercased()
    }

    /// First letter kept on each side of the @, the ending too: `c•••@e•••.fr`.
    package var masked: String {
        let parts = value.split(separator: "@")
        let labels = parts[1].split(separator: ".")
        return "\(parts[0].prefix(1))•••@\(parts[1].prefix(1))•••.\(labels.last ?? "")"
    }

    /// For comparing: two spellings that differ in case reach one mailbox everywhere that matters.
    package var folded: String { value.lowercased() }

    private static func isLocalPart(_ text: Substring) -> Bool {
        let bytes = text.utf8
        guard (1...64).contains(bytes.count), bytes.first != dot, bytes.last != dot else { return false }
        var isAfterDot = false
        for byte in bytes {
            guard isLetterOrDigit(byte) || localPartMarks.contains(byte), !(isAfterDot && byte == dot) else { return false }
            isAfterDot = byte == dot
        }
        return true
    }

    private static func isDomain(_ text: Substring) -> Bool {
        let labels = text.utf8.split(separator: dot, omittingEmptySubsequences: false)
        return labels.count >= 2
            && labels.allSatisfy { label in
                (1...63).contains(label.count) && label.first != dash && label.last != dash
                    && label.allSatisfy { isLetterOrDigit($0) || $0 == dash }
            }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
    }

    private static let dot = UInt8(ascii: ".")
    private static let dash = UInt8(ascii: "-")
    private static let localPartMarks = Array("!#$%&'*+-/=?^_`{|}~.".utf8)
}

extension EmailAddress: CustomStringConvertible, CustomReflectable {
    package var description: String { masked }
    package var customMirror: Mirror { Mirror(self, children: ["masked": masked]) }
}
