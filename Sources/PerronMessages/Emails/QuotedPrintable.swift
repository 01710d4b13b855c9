/// Text as 7-bit lines of at most 76 characters (RFC 2045 6.7), line ends CRLF. Bytes throughout: an e-mail has some ten thousand.
enum QuotedPrintable {
    private static let longest = 76
    private static let lineEnd: [UInt8] = [0x0D, 0x0A]

    /// - Parameter text: UTF-8 whose lines end in LF or CR LF.
    static func append(_ text: [UInt8], to encoded: inout [UInt8]) {
        encoded.reserveCapacity(encoded.count + text.count * 5 / 4)
        var start = 0
        while let end = text[start...].firstIndex(of: 0x0A) {
            let hasReturn = end > start && text[end - 1] == 0x0D
            append(line: text[start..<(hasReturn ? end - 1 : end)], to: &encoded)
            encoded += lineEnd
            start = end + 1
        }
        append(line: text[start...], to: &encoded)
    }

    private static func append(line: ArraySlice<UInt8>, to encoded: inout [UInt8]) {
        var length = 0
        for (index, byte) in zip(line.indices, line) {
            let isLast = index == line.endIndex - 1
            var isEscaped = mustEscape(byte, isFirst: length == 0, isLast: isLast)
            // One place is left for the "=" of a soft line break, unless nothing follows.
            if length + (isEscaped ? 3 : 1) > (isLast ? longest : longest - 1) {
                encoded.append(UInt8(ascii: "="))
                encoded += lineEnd
                length = 0
                isEscaped = mustEscape(byte, isFirst: true, isLast: isLast)
            }
            if isEscaped { Hexadecimal.appendEscaped(byte, to: &encoded) } else { encoded.append(byte) }
            length += isEscaped ? 3 : 1
        }
    }

    /// A space at a line's end would be lost; a point or an F at its beginning is changed by some mail servers (`From`, RFC 5321 4.5.2).
    private static func mustEscape(_ byte: UInt8, isFirst: Bool, isLast: Bool) -> Bool {
        switch byte {
        case 0x20, 0x09: isLast
        case 0x2E, 0x46: isFirst
        case 0x3D: true
        default: !(0x21...0x7E).contains(byte)
        }
    }
}
