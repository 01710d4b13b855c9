/// The normalisation of NF Z 10-011: single spaces, and for the delivery lines capitals without accents or punctuation.
package enum PostalText {
    package static func normalise(_ line: String, capitals: Bool) -> String {
        if PostalText.isNormal(line, capitals: capitals) { return line }
        if capitals, let quick = LatinCapitals.fold(line) { return quick }
        let spaced = line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard capitals else { return spaced }
        return String(spaced.uppercased().flatMap(plain)).split(separator: " ").joined(separator: " ")
    }

    /// `text` without accents or ligatures, in capitals; what isn't Latin stays.
    package static func fold(_ text: String) -> String {
        String(text.uppercased().flatMap(unaccented))
    }

    /// Whether nothing is left to do, told from the bytes alone: most lines of a registry are so. Letters beyond ASCII count only where
    /// they may stay as they are, and only those of U+00C0 … U+017F, among which there is no white space.
    private static func isNormal(_ line: String, capitals: Bool) -> Bool {
        var previous = UInt8(ascii: " ")
        for byte in line.utf8 {
            switch byte {
            case 0x20: if previous == 0x20 { return false }
            case 0x61...0x7A, 0x2C, 0x2E, 0x3A, 0x3B: if capitals { return false }
            case 0x21...0x7E: break
            case 0x80...0xBF, 0xC3...0xC5: if capitals { return false }
            default: return false
            }
            previous = byte
        }
        return previous != 0x20 || line.isEmpty
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
