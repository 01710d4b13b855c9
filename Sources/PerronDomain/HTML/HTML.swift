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
    /// The markup as it goes to the browser, in UTF-8. Pieces are put together as bytes, which costs half of what it does as `String`s.
    package private(set) var bytes: [UInt8]

    /// Markup written in our own source.
    package init(trusted: StaticString) {
        bytes = Array(trusted.description.utf8)
    }

    /// What was markup before: a piece of one, or several together.
    init(markup: [UInt8]) {
        bytes = markup
    }

    init(reserving capacity: Int) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    /// A text that becomes element content or an attribute's value, and never markup.
    package init(escaping string: String) {
        bytes = []
        bytes.appendEscaped(string)
    }

    package var text: String { String(decoding: bytes, as: UTF8.self) }
    package var isEmpty: Bool { bytes.isEmpty }

    package static func + (left: HTML, right: HTML) -> HTML {
        HTML(markup: left.bytes + right.bytes)
    }

    package static func += (left: inout HTML, right: HTML) {
        left.bytes += right.bytes
    }
}

extension HTML: ExpressibleByStringInterpolation {
    package init(stringLiteral value: String) {
        bytes = Array(value.utf8)
    }

    package init(stringInterpolation: Interpolation) {
        bytes = stringInterpolation.bytes
    }

    /// What may stand between `\(` and `)`. A type that isn't listed doesn't compile.
    package struct Interpolation: StringInterpolationProtocol {
        fileprivate var bytes: [UInt8] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            bytes.reserveCapacity(literalCapacity + interpolationCount * 32)
        }

        package mutating func appendLiteral(_ literal: String) {
            bytes += literal.utf8
        }

        package mutating func appendInterpolation(_ string: String) {
            bytes.appendEscaped(string)
        }

        package mutating func appendInterpolation(_ substring: Substring) {
            bytes.appendEscaped(String(substring))
        }

        package mutating func appendInterpolation(_ number: Int) {
            bytes += String(number).utf8
        }

        package mutating func appendInterpolation(_ html: HTML) {
            bytes += html.bytes
        }

        package mutating func appendInterpolation(_ html: HTML?) {
            if let html { bytes += html.bytes }
        }

        package mutating func appendInterpolation(_ pieces: [HTML]) {
            for piece in pieces { bytes += piece.bytes }
        }
    }
}

extension [HTML] {
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

extension [UInt8] {
    /// Appends `string` with the five characters that mean something to HTML replaced. Control characters that HTML forbids are dropped:
    /// a parser would replace them, and a NUL can hide text from a filter.
    ///
    /// Whole runs at a time: every byte that is looked for is ASCII, so a run never ends inside a character.
    fileprivate mutating func appendEscaped(_ string: String) {
        var string = string
        string.withUTF8 { bytes in
            var runStart = 0
            var position = Self.firstSpecial(in: bytes, from: 0)
            while position < bytes.count {
                if let replacement = Self.replacement(of: bytes[position]) {
                    append(contentsOf: bytes[runStart..<position])
                    append(contentsOf: replacement.utf8)
                    runStart = position + 1
                }
                position = Self.firstSpecial(in: bytes, from: position + 1)
            }
            append(contentsOf: bytes[runStart...])
        }
    }

    /// Where `replacement` needs be asked for, `bytes.count` if nowhere: few bytes are special, so eight are looked at together.
    private static func firstSpecial(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var position = start
        let memory = UnsafeRawBufferPointer(bytes)
        while position + 8 <= bytes.count, !hasSpecial(memory.loadUnaligned(fromByteOffset: position, as: UInt64.self)) { position += 8 }
        while position < bytes.count, !isSpecial(bytes[position]) { position += 1 }
        return position
    }

    /// Whether one of eight bytes is special. A byte that is 0 or, for the control characters, below 0x20 borrows from its highest bit.
    private static func hasSpecial(_ eight: UInt64) -> Bool {
        let each: UInt64 = 0x0101_0101_0101_0101
        func isThere(_ byte: UInt64, in eight: UInt64) -> UInt64 {
            let different = eight ^ (each * byte)
            return (different &- each) & ~different
        }
        // & and ' differ in one bit, and so do < and >.
        let signs = isThere(0x22, in: eight) | isThere(0x27, in: eight | each) | isThere(0x3E, in: eight | each * 2)
        let controls = isThere(0x7F, in: eight) | ((eight &- each * 0x20) & ~eight)
        return (signs | controls) & each * 0x80 != 0
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        switch byte {
        case 0...0x1F, UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"), 0x7F: true
        default: false
        }
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
