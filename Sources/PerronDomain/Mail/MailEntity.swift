/// Just enough of a message's form to read a report: fields and body (RFC 5322 2.1), parameters and parts (RFC 2045 5, RFC 2046 5.1).
/// Whatever the text, it reads something; what is no message has no fields.
struct MailEntity {
    /// Unfolded, names in small letters, in their order.
    let fields: [(name: String, value: String)]
    let body: ArraySlice<Substring>

    /// A report has three parts (RFC 6522 3).
    private static let mostParts = 10

    /// - Parameter lines: without their ends.
    init(lines: ArraySlice<Substring>) {
        let head = lines.prefix { !$0.isEmpty }
        fields = MailEntity.fields(head)
        body = lines.dropFirst(head.count + 1)
    }

    func values(_ name: String) -> [String] {
        fields.filter { $0.name == name }.map(\.value)
    }

    func value(_ name: String) -> String? { values(name).first }

    /// Of the content type, in small letters: `multipart/report`.
    var type: String {
        (value("content-type") ?? "").prefix { $0 != ";" }.lowercased().filter { !$0.isWhitespace }
    }

    func parameter(_ name: String) -> String? {
        for piece in MailEntity.pieces(value("content-type") ?? "").dropFirst() {
            let sides = piece.split(separator: "=", maxSplits: 1)
            guard sides.count == 2, sides[0].lowercased().filter({ !$0.isWhitespace }) == name else { continue }
            return sides[1].filter { $0 != "\"" && $0 != "\\" }.trimmingSpaces
        }
        return nil
    }

    var parts: [MailEntity] {
        guard let boundary = parameter("boundary"), !boundary.isEmpty else { return [] }
        var parts: [MailEntity] = []
        var start: Int?
        for (index, line) in zip(body.indices, body) where line.hasPrefix("--" + boundary) {
            let rest = line.dropFirst(boundary.count + 2).trimmingSpaces
            guard rest.isEmpty || rest == "--", parts.count < MailEntity.mostParts else { continue }
            if let start { parts.append(MailEntity(lines: body[start..<index])) }
            start = rest.isEmpty ? index + 1 : nil
        }
        // Cut off before its end.
        if let start { parts.append(MailEntity(lines: body[start...])) }
        return parts
    }

    static func fields(_ lines: ArraySlice<Substring>) -> [(name: String, value: String)] {
        var fields: [(name: String, value: String)] = []
        for line in lines {
            if line.first == " " || line.first == "\t" {
                guard !fields.isEmpty else { continue }
                fields[fields.count - 1].value = (fields[fields.count - 1].value + " " + line).trimmingSpaces
            } else if let colon = line.firstIndex(of: ":") {
                fields.append((line[..<colon].lowercased(), line[line.index(after: colon)...].trimmingSpaces))
            }
        }
        return fields
    }

    /// Between semicolons that stand in no quotes.
    private static func pieces(_ value: String) -> [String] {
        var (pieces, isQuoted) = ([""], false)
        for character in value {
            if character == "\"" { isQuoted.toggle() }
            if character == ";", !isQuoted { pieces.append("") } else { pieces[pieces.count - 1].append(character) }
        }
        return pieces
    }
}

extension StringProtocol {
    var trimmingSpaces: String {
        let beginning = drop { $0.isWhitespace }
        return beginning.lastIndex { !$0.isWhitespace }.map { String(beginning[...$0]) } ?? ""
    }
}
