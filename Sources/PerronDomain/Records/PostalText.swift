/// The normalisation of NF Z 10-011: single spaces, and for the delivery lines capitals without accents or punctuation.
package enum PostalText {
    package static func normalise(_ line: String, capitals: Bool) -> String {
        let spaced = line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard capitals else { return spaced }
        return String(spaced.uppercased().flatMap(plain)).split(separator: " ").joined(separator: " ")
    }

    /// `text` without accents or ligatures, in capitals; what isn't Latin stays.
    package static func fold(_ text: String) -> String {
        String(text.uppercased().flatMap(unaccented))
    }

    private static func plain(_ character: Character) -> [Character] {
        ".,;:".contains(character) ? [" "] : unaccented(character)
    }

    private static func unaccented(_ character: Character) -> [Character] {
        switch character {
        case "À", "Á", "Â", "Ã", "Ä", "Å": ["A"]
        case "Ç": ["C"]
        case "È", "É", "Ê", "Ë": ["E"]
        case "Ì", "Í", "Î", "Ï": ["I"]
        case "Ñ": ["N"]
        case "Ò", "Ó", "Ô", "Õ", "Ö", "Ø": ["O"]
        case "Ù", "Ú", "Û", "Ü": ["U"]
        case "Ý", "Ÿ": ["Y"]
        case "Œ": ["O", "E"]
        case "Æ": ["A", "E"]
        case "’", "‘", "ʼ": ["'"]
        case "‐", "‑", "–", "—": ["-"]
        default: [character]
        }
    }
}
