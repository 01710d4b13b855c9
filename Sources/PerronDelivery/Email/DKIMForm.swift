/// The form in which a message is signed: `relaxed`, which survives what mail servers do to white space (RFC 6376 3.4).
enum DKIMForm {
    /// 3.4.2: a small name, one line, single spaces.
    /// - Parameter field: with its name, folded or not, without its last CRLF.
    static func header(_ field: String) -> String {
        let name = name(of: field)
        let words = field.dropFirst(name.count + 1).split { $0 == " " || $0 == "\t" || $0 == "\r\n" }
        return name + ":" + words.joined(separator: " ")
    }

    static func name(of field: String) -> String {
        field.prefix { $0 != ":" }.lowercased()
    }

    /// 3.4.4: single spaces, none at a line's end, no empty lines at the end.
    /// - Parameter content: its lines end in CRLF, as all of ours do.
    static func body(_ content: [UInt8]) -> [UInt8] {
        var body: [UInt8] = []
        body.reserveCapacity(content.count)
        var (end, isSpaced) = (0, false)
        for byte in content {
            switch byte {
            case 0x0D: break
            case 0x0A:
                body += [0x0D, 0x0A]
                isSpaced = false
            case 0x20, 0x09: isSpaced = true
            default:
                if isSpaced { body.append(0x20) }
                body.append(byte)
                isSpaced = false
                end = body.count
            }
        }
        return end == 0 ? [] : body[..<end] + [0x0D, 0x0A]
    }
}
