import PerronDomain

/// A password read the way a guesser would: without case, accents, spaces or punctuation, and with the characters that stand for
/// letters (`p@ssw0rd`) seen both as they are and as the letter they resemble.
struct FoldedPassword: Redacted {
    /// Small letters, digits and `@ $ € ! |`, nothing else.
    let plain: [UInt8]
    /// The same positions as the letters they look like; I, L, 1 and ! are one.
    let alike: [UInt8]

    init(_ password: CandidatePassword) {
        self.init(text: password.normalized)
    }

    init(text: String) {
        plain = PostalText.fold(text).lowercased().unicodeScalars.compactMap { scalar in
            switch scalar {
            case "a"..."z", "0"..."9", "@", "$", "!", "|": UInt8(ascii: scalar)
            case "€": UInt8(ascii: "$")
            // Letters of other scripts can't be in a word of ours, but they do count as characters.
            case _ where scalar.properties.isAlphabetic: UInt8(ascii: "?")
            default: nil
            }
        }
        alike = plain.map(FoldedPassword.letter)
    }

    /// Digits and marks that people put before or after a word.
    static func isDecoration(_ character: UInt8) -> Bool {
        !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains(character)
    }

    private static func letter(_ character: UInt8) -> UInt8 {
        switch character {
        case UInt8(ascii: "0"): UInt8(ascii: "o")
        case UInt8(ascii: "1"), UInt8(ascii: "l"), UInt8(ascii: "!"), UInt8(ascii: "|"): UInt8(ascii: "i")
        case UInt8(ascii: "2"): UInt8(ascii: "z")
        case UInt8(ascii: "3"): UInt8(ascii: "e")
        case UInt8(ascii: "4"), UInt8(ascii: "@"): UInt8(ascii: "a")
        case UInt8(ascii: "5"), UInt8(ascii: "$"): UInt8(ascii: "s")
        case UInt8(ascii: "6"), UInt8(ascii: "9"): UInt8(ascii: "g")
        case UInt8(ascii: "7"): UInt8(ascii: "t")
        case UInt8(ascii: "8"): UInt8(ascii: "b")
        default: character
        }
    }
}
