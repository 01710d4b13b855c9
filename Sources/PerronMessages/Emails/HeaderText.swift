/// A text that may stand in a header: one line, so that nothing interpolated into it can start another header (RFC 5322 2.2).
package struct HeaderText: Hashable, Sendable {
    package let value: String

    /// - Throws: `controlCharacter` for CR, LF, NUL and every other control character, line and paragraph separators included.
    package init(_ text: String) throws(EmailError) {
        guard !text.unicodeScalars.contains(where: HeaderText.isControl) else { throw .controlCharacter }
        value = text
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0x1F, 0x7F...0x9F, 0x2028, 0x2029: true
        default: false
        }
    }

    /// The text as words that may be folded between: as it is where it is plain ASCII, else as encoded words (RFC 2047).
    var words: [String] {
        let plain = value.split(separator: " ").map(String.init)
        let isPlain = value.utf8.allSatisfy { $0 < 0x80 } && !value.contains("=?") && plain.allSatisfy { $0.utf8.count <= 70 }
        return isPlain ? plain : EncodedWord.words(of: value)
    }

    /// As a display name: quoted where it is ASCII, for a comma or a bracket would mean something there (RFC 5322 3.2.4).
    var displayWords: [String] {
        guard value.utf8.allSatisfy({ $0 < 0x80 }), !value.contains("=?"), value.utf8.count <= 60 else {
            return EncodedWord.words(of: value)
        }
        let escaped = value.reduce(into: "") { $0 += $1 == "\"" || $1 == "\\" ? "\\\($1)" : String($1) }
        return ["\"\(escaped)\""]
    }
}

package enum EmailError: Error, Equatable, Sendable {
    /// A header's text would have broken its line.
    case controlCharacter
}
