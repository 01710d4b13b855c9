/// UTF-8 in a header (RFC 2047): `=?UTF-8?Q?m=C3=A9tiers?=`, at most 64 characters each, never in the middle of a character.
enum EncodedWord {
    /// RFC 2047 2 allows 75, and 76 for the whole line: this leaves room for `Subject: ` before the first.
    private static let longest = 64
    private static let opening = "=?UTF-8?Q?"
    private static let closing = "?="

    /// White space between two encoded words disappears when they are decoded, so they may be folded anywhere between.
    static func words(of text: String) -> [String] {
        let room = longest - opening.utf8.count - closing.utf8.count
        var words: [String] = []
        var current = ""
        for scalar in text.unicodeScalars {
            let encoded = encode(scalar)
            if current.utf8.count + encoded.utf8.count > room {
                words.append(opening + current + closing)
                current = ""
            }
            current += encoded
        }
        return words + [opening + current + closing]
    }

    /// Only what may stand in a phrase too stays as it is (RFC 2047 5 (3)).
    private static func encode(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case " ": "_"
        case "a"..."z", "A"..."Z", "0"..."9", "!", "*", "+", "-", "/": String(scalar)
        default: String(scalar).utf8.map(Hexadecimal.escaped).joined()
        }
    }
}

/// A byte as `=C3`, in headers and in quoted-printable alike.
enum Hexadecimal {
    private static let digits = Array("0123456789ABCDEF".utf8)

    static func appendEscaped(_ byte: UInt8, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "="))
        bytes.append(digits[Int(byte >> 4)])
        bytes.append(digits[Int(byte & 15)])
    }

    static func escaped(_ byte: UInt8) -> String {
        var bytes: [UInt8] = []
        appendEscaped(byte, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}
