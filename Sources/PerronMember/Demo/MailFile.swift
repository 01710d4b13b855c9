import Foundation

/// An e-mail of the demo's, read from its file: our own mails' shape (two parts in quoted-printable, headers in encoded words), and
/// whatever else lies there as well as that goes.
struct MailFile: Sendable {
    let from: String
    let to: String
    let subject: String
    let date: String
    let text: String
    let html: String

    init(_ bytes: [UInt8]) {
        let (headers, body) = MailFile.split(String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n"))
        from = EncodedText.decode(headers["from"] ?? "")
        to = EncodedText.decode(headers["to"] ?? "").filter { !"<>".contains($0) }
        subject = EncodedText.decode(headers["subject"] ?? "")
        date = headers["date"] ?? ""
        let parts = MailFile.parts(of: body, type: headers["content-type"] ?? "")
        text = parts.first { $0.type.hasPrefix("text/plain") }?.content ?? ""
        html = parts.first { $0.type.hasPrefix("text/html") }?.content ?? ""
    }

    /// The page with links that open in a tab of their own, as in a mail program: the frame could not show them.
    var openingLinksOutside: String {
        html.replacing("<head>", with: "<head><base target=\"_blank\">")
    }

    /// Headers by small names, folded lines joined (RFC 5322 2.2.3), and what stands beneath them.
    private static func split(_ source: String) -> (headers: [String: String], body: String) {
        guard let gap = source.range(of: "\n\n") else { return ([:], source) }
        let lines = source[..<gap.lowerBound].replacing("\n ", with: " ").replacing("\n\t", with: " ").split(separator: "\n")
        let headers = lines.reduce(into: [String: String]()) { headers, line in
            guard let colon = line.firstIndex(of: ":") else { return }
            let name = line[..<colon].lowercased()
            headers[name] = String(line[line.index(after: colon)...].drop { $0 == " " })
        }
        return (headers, String(source[gap.upperBound...]))
    }

    private static func parts(of body: String, type: String) -> [(type: String, content: String)] {
        guard let boundary = type.firstMatch(of: /boundary="([^"]+)"/)?.output.1 else {
            return [(type.isEmpty ? "text/plain" : type, body)]
        }
        return body.components(separatedBy: "--\(boundary)").dropFirst().filter { !$0.hasPrefix("--") }.map { part in
            let (headers, content) = split(String(part.drop { $0 == "\n" }))
            let isQuoted = headers["content-transfer-encoding"]?.lowercased() == "quoted-printable"
            return (headers["content-type"] ?? "text/plain", isQuoted ? EncodedText.unquote(content, underscoreIsSpace: false) : content)
        }
    }
}

/// RFC 2045 6.7 and RFC 2047, read backwards.
enum EncodedText {
    static func decode(_ header: String) -> String {
        // White space between two encoded words belongs to neither.
        let joined = header.replacing(/\?=\s+=\?/, with: "?==?")
        return joined.replacing(/=\?[Uu][Tt][Ff]-8\?([QqBb])\?([^?]*)\?=/) { match in
            let text = String(match.output.2)
            guard match.output.1.lowercased() == "b" else { return unquote(text, underscoreIsSpace: true) }
            return Data(base64Encoded: text).map { String(decoding: $0, as: UTF8.self) } ?? text
        }
    }

    static func unquote(_ text: String, underscoreIsSpace: Bool) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.replacing("=\n", with: "").utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "="), let high = rest.first?.hexDigit, let low = rest.dropFirst().first?.hexDigit {
                bytes.append(high << 4 | low)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(underscoreIsSpace && byte == UInt8(ascii: "_") ? UInt8(ascii: " ") : byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension UInt8 {
    fileprivate var hexDigit: UInt8? {
        Character(UnicodeScalar(self)).hexDigitValue.map(UInt8.init)
    }
}
