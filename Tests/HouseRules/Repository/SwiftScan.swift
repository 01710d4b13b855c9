/// Walks over Swift source, byte by byte: comments go, string literals are taken out, what is interpolated in them is code again.
struct SwiftScan {
    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    private(set) var code: [UInt8] = []
    private(set) var literals: [SwiftFile.Literal] = []

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    mutating func run() {
        while position < bytes.count { step() }
    }

    private mutating func step() {
        if starts(with: "//") {
            while position < bytes.count, bytes[position] != newline { position += 1 }
        } else if starts(with: "/*") {
            skipBlockComment()
        } else if let hashes = hashesBeforeQuote() {
            literal(hashes: hashes)
        } else {
            take()
        }
    }

    /// One byte of code.
    private mutating func take() {
        if bytes[position] == newline { line += 1 }
        code.append(bytes[position])
        position += 1
    }

    private mutating func skipBlockComment() {
        var depth = 0
        repeat {
            if starts(with: "/*") {
                depth += 1
                position += 2
            } else if starts(with: "*/") {
                depth -= 1
                position += 2
            } else {
                if bytes[position] == newline {
                    line += 1
                    code.append(newline)
                }
                position += 1
            }
        } while depth > 0 && position < bytes.count
    }

    /// How many `#` stand before a quote that opens here; nil where none does.
    private func hashesBeforeQuote() -> Int? {
        var end = position
        while end < bytes.count, bytes[end] == UInt8(ascii: "#") { end += 1 }
        return end < bytes.count && bytes[end] == quote ? end - position : nil
    }

    private mutating func literal(hashes: Int) {
        let firstLine = line
        position += hashes
        let isBlock = starts(with: "\"\"\"")
        let close = (isBlock ? "\"\"\"" : "\"") + String(repeating: "#", count: hashes)
        let escape = "\\" + String(repeating: "#", count: hashes)
        position += isBlock ? 3 : 1
        var text: [UInt8] = []
        while position < bytes.count, !starts(with: close) {
            if starts(with: escape + "(") {
                position += escape.utf8.count + 1
                text += Array(String(SwiftFile.hole).utf8)
                interpolation()
            } else if starts(with: escape) {
                text += bytes[position..<min(position + escape.utf8.count + 1, bytes.count)]
                position += escape.utf8.count + 1
            } else {
                if bytes[position] == newline {
                    line += 1
                    code.append(newline)
                }
                text.append(bytes[position])
                position += 1
            }
        }
        position += close.utf8.count
        code += [quote, quote]
        literals.append(SwiftFile.Literal(text: String(decoding: text, as: UTF8.self), line: firstLine))
    }

    /// Code up to the parenthesis that closes it.
    private mutating func interpolation() {
        var depth = 1
        code.append(UInt8(ascii: "("))
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "(") { depth += 1 }
            if bytes[position] == UInt8(ascii: ")") { depth -= 1 }
            step()
            if depth == 0 { return }
        }
    }

    private func starts(with text: String) -> Bool {
        let wanted = text.utf8
        guard position + wanted.count <= bytes.count else { return false }
        return bytes[position..<(position + wanted.count)].elementsEqual(wanted)
    }

    private var newline: UInt8 { UInt8(ascii: "\n") }
    private var quote: UInt8 { UInt8(ascii: "\"") }
}
