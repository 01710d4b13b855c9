/// The same normalisation for delivery lines as `PostalText`'s, from the bytes: a registry of a million files has six million lines, and
/// those with accents cost ten times less this way. What lies beyond the letters of Western Europe is left to the careful way.
enum LatinCapitals {
    /// Capitals without accents or punctuation, single spaces; nil if the line holds anything but ASCII and U+00C0 … U+00FF, Œ, Ÿ.
    static func fold(_ line: String) -> String? {
        var folded: [UInt8] = []
        folded.reserveCapacity(line.utf8.count + 4)
        return fold(line.utf8, into: &folded) ? String(decoding: folded, as: UTF8.self) : nil
    }

    /// The same behind what `folded` holds; false, and `folded` of no use, where the line holds anything else.
    static func fold(_ line: some Sequence<UInt8>, into folded: inout [UInt8]) -> Bool {
        let start = folded.count
        var lead: UInt8 = 0
        var awaitsSpace = false
        for byte in line {
            if lead != 0 {
                guard append(lead: lead, byte, to: &folded) else { return false }
                lead = 0
                continue
            }
            switch byte {
            case 0x20, 0x2C, 0x2E, 0x3A, 0x3B:
                awaitsSpace = folded.count > start
                continue
            case 0x21...0x7E, 0xC3, 0xC5: break
            default: return false
            }
            if awaitsSpace { folded.append(0x20) }
            awaitsSpace = false
            switch byte {
            case 0xC3, 0xC5: lead = byte
            case 0x61...0x7A: folded.append(byte - 0x20)
            default: folded.append(byte)
            }
        }
        return lead == 0
    }

    /// The second byte of a letter in UTF-8.
    private static func append(lead: UInt8, _ byte: UInt8, to folded: inout [UInt8]) -> Bool {
        switch (lead, byte) {
        case (0xC3, 0xBF), (0xC5, 0xB8): folded.append(UInt8(ascii: "Y"))
        case (0xC3, 0x9F): folded += [UInt8(ascii: "S"), UInt8(ascii: "S")]
        case (0xC3, 0xB7): folded += [0xC3, 0xB7]
        case (0xC5, 0x92), (0xC5, 0x93): folded += [UInt8(ascii: "O"), UInt8(ascii: "E")]
        case (0xC3, 0x80...0xBF):
            let capital = byte & 0xDF
            switch base[Int(capital - 0x80)] {
            case 0: folded += [0xC3, capital]
            case 1: folded += [UInt8(ascii: "A"), UInt8(ascii: "E")]
            case let letter: folded.append(letter)
            }
        default: return false
        }
        return true
    }

    /// U+00C0 … U+00DF: the letter beneath the accent; 1 for Æ, 0 for what has none.
    private static let base: [UInt8] = "AAAAAA\u{1}CEEEEIIII\0NOOOOO\0OUUUUY\0\0".utf8.map(\.self)
}
