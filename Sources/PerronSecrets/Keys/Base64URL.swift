/// Base64 with the alphabet of addresses and cookies, without padding (RFC 4648 §5). Every page makes and reads several, so it works on bytes.
package enum Base64URL {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    private static let values = (UInt8.min...UInt8.max).map { byte in alphabet.firstIndex(of: byte).map(UInt32.init) }

    package static func encode(_ bytes: [UInt8]) -> String {
        String(unsafeUninitializedCapacity: (bytes.count * 4 + 2) / 3) { text in
            var (accumulator, bits, length) = (UInt32(0), 0, 0)
            func put(_ value: UInt32) {
                text[length] = alphabet[Int(value & 63)]
                length += 1
            }
            for byte in bytes {
                accumulator = accumulator << 8 | UInt32(byte)
                bits += 8
                while bits >= 6 {
                    bits -= 6
                    put(accumulator >> bits)
                }
            }
            if bits > 0 { put(accumulator << (6 - bits)) }
            return length
        }
    }

    /// Nil for anything but the one text that `encode` gives: padding, foreign characters and loose last bits are refused,
    /// so that a value has a single spelling.
    package static func decode(_ text: some StringProtocol) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count * 3 / 4)
        var (accumulator, bits) = (UInt32(0), 0)
        for character in text.utf8 {
            guard let value = values[Int(character)] else { return nil }
            accumulator = accumulator << 6 | value
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: accumulator >> bits))
            }
        }
        // Six bits left over are a character too many.
        guard bits < 6, accumulator & (1 << bits - 1) == 0 else { return nil }
        return bytes
    }
}
