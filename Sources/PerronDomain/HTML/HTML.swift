/// A piece of HTML that is safe to send: every dynamic text in it has been escaped by the type itself.
///
/// What stands in a literal is markup, what is interpolated is text:
///
///     let greeting: HTML = "<p class=\"lead\">Bonjour \(name)</p>"
///
/// A `String` is escaped for element content and for double-quoted attributes alike, so the writer has nothing to remember but to put
/// attributes in double quotes. There is no way to make markup out of a `String` that was built at run time.
/// An address (`href`, `action`) must come from an enum of routes: escaping doesn't judge a URL's scheme.
package struct HTML: Hashable, Sendable {
    /// The markup, as it goes to the browser, UTF-8 when encoded.
    package private(set) var text: String

    /// Markup written in our own source.
    package init(trusted: StaticString) {
        text = trusted.description
    }

    private init(markup: String) {
        text = markup
    }

    /// A text that becomes element content or an attribute's value, and never markup.
    package init(escaping string: String) {
        text = ""
        text.appendEscaped(string)
    }

    package var isEmpty: Bool { text.isEmpty }

    package static func + (left: HTML, right: HTML) -> HTML {
        HTML(markup: left.text + right.text)
    }

    package static func += (left: inout HTML, right: HTML) {
        left.text += right.text
    }
}

extension HTML: ExpressibleByStringInterpolation {
    package init(stringLiteral value: String) {
        text = value
    }

    package init(stringInterpolation: Interpolation) {
        text = stringInterpolation.text
    }

    /// What may stand between `\(` and `)`. A type that isn't listed doesn't compile.
    package struct Interpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        package init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 32)
        }

        package mutating func appendLiteral(_ literal: String) {
            text += literal
        }

        package mutating func appendInterpolation(_ string: String) {
            text.appendEscaped(string)
        }

        package mutating func appendInterpolation(_ substring: Substring) {
            text.appendEscaped(String(substring))
        }

        package mutating func appendInterpolation(_ number: Int) {
            text += String(number)
        }

        package mutating func appendInterpolation(_ html: HTML) {
            text += html.text
        }

        package mutating func appendInterpolation(_ html: HTML?) {
            if let html { text += html.text }
        }

        package mutating func appendInterpolation(_ pieces: [HTML]) {
            for piece in pieces { text += piece.text }
        }
    }
}

extension Sequence where Element == HTML {
    /// The pieces one after the other, `separator` between them.
    ///
    /// Not called `joined(separator:)`: a closure before it could then be taken to make `String`s, whose markup would be escaped.
    package func joinedHTML(separator: HTML = "\n") -> HTML {
        var result: HTML = ""
        for (index, piece) in enumerated() {
            if index > 0 { result += separator }
            result += piece
        }
        return result
    }
}

extension DefaultStringInterpolation {
    /// Markup in a `String` would be escaped where that `String` ends up, or worse, not be: so it doesn't compile.
    @available(*, unavailable, message: "HTML doesn't go into a String; annotate the literal with HTML")
    package mutating func appendInterpolation(_ html: HTML) {}
}

extension String {
    /// Appends `string` with the five characters that mean something to HTML replaced. Control characters that HTML forbids are dropped:
    /// a parser would replace them, and a NUL can hide text from a filter.
    ///
    /// Works on bytes, whole runs at a time: every byte that is looked for is ASCII, so a run never ends inside a character.
    fileprivate mutating func appendEscaped(_ string: String) {
        let bytes = string.utf8
        var runStart = bytes.startIndex
        var position = runStart
        while position < bytes.endIndex {
            let byte = bytes[position]
            let next = bytes.index(after: position)
            if let replacement = Self.replacement(of: byte) {
                self += string[runStart..<position]
                self += replacement
                runStart = next
            }
            position = next
        }
        self += string[runStart..<position]
    }

    private static func replacement(of byte: UInt8) -> String? {
        switch byte {
        case UInt8(ascii: "&"): "&amp;"
        case UInt8(ascii: "<"): "&lt;"
        case UInt8(ascii: ">"): "&gt;"
        case UInt8(ascii: "\""): "&quot;"
        case UInt8(ascii: "'"): "&#39;"
        case UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): nil
        case 0...0x1F, 0x7F: ""
        default: nil
        }
    }
}
