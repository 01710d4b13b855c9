/// Words that nobody should find in a letter from their pension fund. Looked for across the groups, with digits read as the letters
/// they resemble: `C0NNARD`, `FVCK`, `M3RDE`.
enum RudeWords {
    /// French first, then English, then what is wounding in any language.
    private static let words = [
        "baise", "bite", "bordel", "branl", "caca", "chatte", "chier", "cocu", "con", "couil", "creve", "crotte", "cul", "debile",
        "encul", "fesse", "fion", "foutre", "garce", "gouine", "idiot", "merde", "mort", "naze", "negre", "nique", "pede", "penis",
        "pine", "pipi", "porno", "pouf", "putain", "pute", "salaud", "salop", "seins", "sexe", "tueur", "vagin", "vieux", "viol", "zob",
        "anal", "anus", "arse", "ass", "bitch", "boob", "cock", "crap", "cum", "cunt", "damn", "dead", "death", "dick", "die", "fag",
        "fart", "fuck", "hell", "homo", "kill", "kkk", "nigg", "nigr", "paki", "piss", "poo", "porn", "prick",
        "pussy", "rape", "sex", "shag", "shit", "slut", "spic", "suck", "tit", "turd", "twat", "wank", "whore",
        "666", "88h", "hitler", "nazi", "ss88",
    ]

    private static let byFirstLetter = Dictionary(grouping: words.map(fold), by: { $0[0] })

    /// - Parameter code: characters of the Crockford alphabet.
    static func stand(in code: String) -> Bool {
        let letters = fold(code)
        return letters.indices.contains { start in
            byFirstLetter[letters[start], default: []].contains { letters[start...].starts(with: $0) }
        }
    }

    /// Characters that look alike become one: digits the letters they stand for, I and L one stroke, U the V that Crockford has.
    private static func fold(_ text: String) -> [UInt8] {
        text.lowercased().utf8.map { character in
            switch character {
            case UInt8(ascii: "0"): UInt8(ascii: "o")
            case UInt8(ascii: "1"), UInt8(ascii: "l"): UInt8(ascii: "i")
            case UInt8(ascii: "2"): UInt8(ascii: "z")
            case UInt8(ascii: "3"): UInt8(ascii: "e")
            case UInt8(ascii: "4"): UInt8(ascii: "a")
            case UInt8(ascii: "5"): UInt8(ascii: "s")
            case UInt8(ascii: "6"), UInt8(ascii: "9"): UInt8(ascii: "g")
            case UInt8(ascii: "7"): UInt8(ascii: "t")
            case UInt8(ascii: "8"): UInt8(ascii: "b")
            case UInt8(ascii: "u"): UInt8(ascii: "v")
            default: character
            }
        }
    }
}
