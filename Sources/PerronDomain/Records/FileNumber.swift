/// A file number as the fund prints it at the top right of its letters: 7 digits for a member, 9 for a survivor.
package struct FileNumber: Hashable, Sendable {
    package let digits: String

    /// Forgives what people type: spaces, dots, dashes, « n° », full-width digits, the letter O for a zero, l and I for
    /// a one.
    package init(_ typed: String) throws(FileNumberError) {
        var digits = ""
        for character in FileNumber.withoutPrefix(typed) {
            if let digit = FileNumber.digit(character) {
                digits.append(digit)
            } else if !FileNumber.isSeparator(character) {
                throw .strange(character)
            }
        }
        guard !digits.isEmpty else { throw .empty }
        guard Series(length: digits.count) != nil else { throw .length(digits.count) }
        self.digits = digits
    }

    /// As a machine writes it: 7 or 9 ASCII digits and nothing else; forgives nothing.
    package init?(exactly digits: some Collection<UInt8>) {
        guard FileNumber.isExact(digits) else { return nil }
        self.digits = String(decoding: digits, as: UTF8.self)
    }

    static func isExact(_ digits: some Collection<UInt8>) -> Bool {
        Series(length: digits.count) != nil && digits.allSatisfy { (48...57).contains($0) }
    }

    package var series: Series { Series(length: digits.utf8.count)! }

    /// As people read it aloud, no-break spaces between: `261 40 73`, `304 518 267`.
    package var grouped: String {
        var rest = digits[...]
        return (series == .member ? [3, 2, 2] : [3, 3, 3])
            .map { length in
                defer { rest = rest.dropFirst(length) }
                return String(rest.prefix(length))
            }
            .joined(separator: "\u{00A0}")
    }

    private static func withoutPrefix(_ typed: String) -> Substring {
        let text = typed.drop { $0.isWhitespace }
        for prefix in ["n°", "nº", "no.", "no ", "n ", "N°", "Nº", "No.", "No ", "N "] where text.hasPrefix(prefix) {
            return text.dropFirst(prefix.count)
        }
        return text
    }

    private static func digit(_ character: Character) -> Character? {
        switch character {
        case "O", "o": return "0"
        case "l", "I": return "1"
        default: break
        }
        guard let value = character.wholeNumberValue, (0...9).contains(value) else { return nil }
        return Character(String(value))
    }

    private static func isSeparator(_ character: Character) -> Bool {
        character.isWhitespace || ".-‐‑‒–—/_·'’\u{200B}\u{FEFF}".contains(character)
    }
}

extension FileNumber: CustomStringConvertible, CustomReflectable {
    /// Masked, for a log or an error must not carry it.
    package var description: String { "•••" + digits.suffix(2) }

    package var customMirror: Mirror { Mirror(self, children: ["masked": description]) }
}

extension FileNumber {
    /// Which family of files a number belongs to, told by its length.
    package enum Series: String, Sendable, CaseIterable {
        case member
        case survivor

        package init?(length: Int) {
            switch length {
            case 7: self = .member
            case 9: self = .survivor
            default: return nil
            }
        }

        package var length: Int {
            switch self {
            case .member: 7
            case .survivor: 9
            }
        }
    }
}

package enum FileNumberError: Error, Equatable, Sendable {
    case empty
    /// Something that is neither a digit nor a separator.
    case strange(Character)
    /// Neither 7 nor 9 digits; how many there are.
    case length(Int)
}
