/// Text as 7-bit lines of at most 76 characters (RFC 2045 6.7), line ends CRLF.
enum QuotedPrintable {
    private static let longest = 76

    static func encode(_ text: String) -> String {
        text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }.map { encode(line: $0) }.joined(separator: "\r\n")
    }

    private static func encode(line: Substring) -> String {
        let bytes = Array(line.utf8)
        var encoded = ""
        var length = 0
        for (index, byte) in bytes.enumerated() {
            let isLast = index == bytes.count - 1
            var piece = piece(byte, isFirst: length == 0, isLast: isLast)
            // One place is left for the "=" of a soft line break, unless nothing follows.
            if length + piece.utf8.count > (isLast ? longest : longest - 1) {
                encoded += "=\r\n"
                length = 0
                piece = self.piece(byte, isFirst: true, isLast: isLast)
            }
            encoded += piece
            length += piece.utf8.count
        }
        return encoded
    }

    /// A space at a line's end would be lost; a point or an F at its beginning is changed by some mail servers (`From`, RFC 5321 4.5.2).
    private static func piece(_ byte: UInt8, isFirst: Bool, isLast: Bool) -> String {
        switch byte {
        case 0x20, 0x09: isLast ? Hexadecimal.escaped(byte) : String(UnicodeScalar(byte))
        case 0x2E, 0x46: isFirst ? Hexadecimal.escaped(byte) : String(UnicodeScalar(byte))
        case 0x3D: Hexadecimal.escaped(byte)
        case 0x21...0x7E: String(UnicodeScalar(byte))
        default: Hexadecimal.escaped(byte)
        }
    }
}
