/// Windows code page 1252 (WHATWG Encoding, index windows-1252, without the five bytes that it leaves undefined).
package enum Windows1252 {
    /// 0x80 … 0x9F; 0 where nothing is defined. From 0xA0 on, a byte is its own code point.
    private static let high: [UInt16] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
        0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
    ]

    /// Appends `bytes` as UTF-8; false (and a part appended) if one of them is undefined.
    package static func appendUTF8(of bytes: UnsafeBufferPointer<UInt8>, to text: inout [UInt8]) -> Bool {
        for byte in bytes {
            guard byte >= 0x80 else {
                text.append(byte)
                continue
            }
            let code = byte >= 0xA0 ? UInt16(byte) : high[Int(byte) - 0x80]
            guard code != 0 else { return false }
            if code >= 0x800 {
                text.append(0xE0 | UInt8(code >> 12))
                text.append(0x80 | UInt8(code >> 6 & 0x3F))
            } else {
                text.append(0xC0 | UInt8(code >> 6))
            }
            text.append(0x80 | UInt8(code & 0x3F))
        }
        return true
    }

    /// The same characters, as such a file would hold them; nil if one of them is not in it.
    package static func encode(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            if scalar.value < 0x80 || (0xA0...0xFF).contains(scalar.value) {
                bytes.append(UInt8(scalar.value))
            } else if let index = high.firstIndex(where: { UInt32($0) == scalar.value }) {
                bytes.append(UInt8(0x80 + index))
            } else {
                return nil
            }
        }
        return bytes
    }
}
