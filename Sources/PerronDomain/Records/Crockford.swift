/// Crockford's base32: digits and capitals without I, L, O, U, and forgiving when read back.
package enum Crockford {
    package static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    private static let ascii = alphabet.compactMap(\.asciiValue)

    /// The bits of `bytes`, five by five, the last group filled with zeros on the left of the first character.
    package static func encode(_ bytes: [UInt8]) -> String {
        let length = (bytes.count * 8 + 4) / 5
        var padding = length * 5 - bytes.count * 8
        var accumulator: UInt32 = 0
        return String(unsafeUninitializedCapacity: length) { text in
            var written = 0
            for byte in bytes {
                accumulator = accumulator << 8 | UInt32(byte)
                padding += 8
                while padding >= 5 {
                    padding -= 5
                    text[written] = ascii[Int(accumulator >> UInt32(padding) & 31)]
                    written += 1
                }
            }
            return written
        }
    }

    /// What someone typed, in capitals, with O as 0 and I, L as 1, spaces and dashes gone; nil if anything else is left over.
    package static func canonical(_ typed: String) -> String? {
        var canonical = ""
        for character in typed.uppercased() {
            switch character {
            case "O": canonical.append("0")
            case "I", "L": canonical.append("1")
            case _ where character.isWhitespace || "-‐‑‒–—._".contains(character): continue
            case _ where alphabet.contains(character): canonical.append(character)
            default: return nil
            }
        }
        return canonical
    }
}
