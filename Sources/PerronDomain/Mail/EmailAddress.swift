/// An address that SMTP will take: one @, no quoting, no control character (RFC 5321 4.1.2, 4.5.3.1).
///
/// Its domain is ASCII, whatever was typed: what stands beyond is told to the DNS in A-labels. Before the @ there may be letters of any
/// script, which not every mail server takes (SMTPUTF8, RFC 6531); they stay as they were typed, for only their own server may say which
/// are alike.
package struct EmailAddress: Hashable, Sendable {
    package let value: String

    /// Nil for what can't be an address; spaces round it are forgiven, the domain is folded to small letters.
    package init?(_ typed: String) {
        let text = EmailAddress.trimmed(typed)
        guard text.utf8.count <= 254, let at = text.utf8.firstIndex(of: EmailAddress.at) else { return nil }
        let (local, domain) = (text[..<at], text[text.utf8.index(after: at)...])
        guard EmailAddress.isLocalPart(local.utf8) || EmailAddress.isLocalPart(beyondASCII: local) else { return nil }
        if EmailAddress.isDomain(domain.utf8) {
            let isFolded = !domain.utf8.contains { (0x41...0x5A).contains($0) }
            value = isFolded ? String(text) : local + "@" + domain.lowercased()
        } else {
            guard let domain = EmailAddress.international(domain), local.utf8.count + 1 + domain.utf8.count <= 254 else { return nil }
            value = local + "@" + domain
        }
    }

    /// What follows the @: ASCII in small letters.
    package var domain: Substring { value.drop { $0 != "@" }.dropFirst() }

    /// False where its mail server, and each on the way, must take SMTPUTF8.
    package var isASCII: Bool { value.utf8.allSatisfy { $0 < 0x80 } }

    /// As people write it: `a@bücher.example` for `a@xn--bcher-kva.example`.
    package var written: String {
        guard domain.contains("xn--"), let domain = InternationalDomain.written(domain) else { return value }
        return value.prefix { $0 != "@" } + "@" + domain
    }

    /// First letter kept on each side of the @, the ending too: `c•••@e•••.fr`.
    package var masked: String {
        let parts = written.split(separator: "@")
        let labels = parts[1].split(separator: ".")
        return "\(parts[0].prefix(1))•••@\(parts[1].prefix(1))•••.\(labels.last ?? "")"
    }

    /// For comparing: two spellings that differ in case reach one mailbox everywhere that matters.
    package var folded: String { value.lowercased() }

    private static func trimmed(_ typed: String) -> Substring {
        let isPlain = { (byte: UInt8?) in (0x21...0x7E).contains(byte ?? 0) }
        if isPlain(typed.utf8.first), isPlain(typed.utf8.last) { return typed[...] }
        let beginning = typed.drop { $0.isWhitespace }
        return beginning.lastIndex { !$0.isWhitespace }.map { beginning[...$0] } ?? ""
    }

    /// Whether these bytes are an address as `value` has it: nothing is left to be trimmed or folded.
    static func isWritten(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        guard bytes.count <= 254, let place = bytes.firstIndex(of: at) else { return false }
        let domain = bytes[(place + 1)...]
        return isLocalPart(bytes[..<place]) && isDomain(domain) && !domain.contains { (0x41...0x5A).contains($0) }
    }

    private static func isLocalPart(_ bytes: some BidirectionalCollection<UInt8>) -> Bool {
        guard (1...64).contains(bytes.count), bytes.first != dot, bytes.last != dot else { return false }
        var isAfterDot = false
        for byte in bytes {
            guard isLetterOrDigit(byte) || localPartMarks.contains(byte), !(isAfterDot && byte == dot) else { return false }
            isAfterDot = byte == dot
        }
        return true
    }

    /// RFC 6531 3.3: letters, marks and digits of any script beside what ASCII has there.
    private static func isLocalPart(beyondASCII local: Substring) -> Bool {
        guard local.utf8.count <= 64, local.unicodeScalars.allSatisfy({ $0.isASCII || isWord($0) }) else { return false }
        return isLocalPart(local.unicodeScalars.map { $0.isASCII ? UInt8($0.value) : UInt8(ascii: "x") })
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        case .decimalNumber, .letterNumber, .otherNumber: true
        default: false
        }
    }

    /// Nil for ASCII that is no domain.
    private static func international(_ domain: Substring) -> String? {
        guard domain.utf8.contains(where: { $0 >= 0x80 }), let ascii = InternationalDomain.ascii(domain) else { return nil }
        let folded = ascii.lowercased()
        return isDomain(folded.utf8) ? folded : nil
    }

    /// Two labels at least.
    private static func isDomain(_ bytes: some BidirectionalCollection<UInt8>) -> Bool {
        var (labels, length, previous) = (1, 0, dash)
        for byte in bytes {
            if byte == dot {
                guard length > 0, previous != dash else { return false }
                (labels, length) = (labels + 1, 0)
            } else {
                guard isLetterOrDigit(byte) || (byte == dash && length > 0), length < 63 else { return false }
                length += 1
            }
            previous = byte
        }
        return labels >= 2 && length > 0 && previous != dash
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
    }

    private static let at = UInt8(ascii: "@")
    private static let dot = UInt8(ascii: ".")
    private static let dash = UInt8(ascii: "-")
    private static let localPartMarks = Array("!#$%&'*+-/=?^_`{|}~.".utf8)
}

extension EmailAddress: CustomStringConvertible, CustomReflectable {
    package var description: String { masked }
    package var customMirror: Mirror { Mirror(self, children: ["masked": masked]) }
}
