/// French typography (Lexique de l'Imprimerie nationale): a narrow no-break space before ; ! ? % and a no-break space before : and inside
/// « », and between a number and the h of its hour.
enum TypographyRule {
    private static let space: Character = "\u{A0}"
    private static let narrow: Character = "\u{202F}"

    static func faults(_ sentence: String) -> [String] {
        let characters = Array(sentence)
        return characters.indices.compactMap { index in
            let before = index > 0 ? characters[index - 1] : space
            let after = index + 1 < characters.count ? characters[index + 1] : space
            switch characters[index] {
            case "'": return "a straight apostrophe"
            case "\"": return "a straight quotation mark"
            case ";", "!", "?", "%":
                return before == narrow || before == "?" || before == "!" ? nil : "no narrow no-break space before \(characters[index])"
            case ":": return before == space || isInsideAddressOrHour(before, after) ? nil : "no no-break space before :"
            case "«": return after == space ? nil : "no no-break space after «"
            case "»": return before == space ? nil : "no no-break space before »"
            case "." where before == "." && index > 1 && characters[index - 2] == ".": return "three dots for …"
            case space where before == " " || after == " ": return "a space beside a no-break space"
            case narrow where before == " " || after == " ": return "a space beside a narrow no-break space"
            case " " where before == " ": return "two spaces"
            case " " where (before.isNumber || before == "}") && isHour(characters[(index + 1)...]): return "an hour parted from its number"
            default: return nil
            }
        }
    }

    /// Where a title breaks, « êtes- » must not stand alone at the end of a line: U+2011.
    static func breaks(inTitle title: String) -> Bool {
        title.contains("-")
    }

    /// « h » alone.
    private static func isHour(_ rest: ArraySlice<Character>) -> Bool {
        rest.first == "h" && !(rest.dropFirst().first?.isLetter ?? false)
    }

    /// `https://`, `14:05`.
    private static func isInsideAddressOrHour(_ before: Character, _ after: Character) -> Bool {
        after == "/" || (before.isNumber && after.isNumber)
    }
}
