/// A Swift source, told apart into code and what stands in string literals.
struct SwiftFile: Sendable {
    let path: String
    let lineCount: Int
    /// The code without comments, each literal emptied; the lines are those of the file.
    let code: String
    let literals: [Literal]

    struct Literal: Sendable, Equatable {
        /// As it stands in the source, with `hole` for each interpolation.
        let text: String
        /// 1 for the first.
        let line: Int
    }

    /// Stands for an interpolated value.
    static let hole: Character = "\u{FFFC}"

    init(path: String, text: String) {
        var scan = SwiftScan(text)
        scan.run()
        self.path = path
        lineCount = text.split(separator: "\n", omittingEmptySubsequences: false).count - (text.hasSuffix("\n") ? 1 : 0)
        code = String(decoding: scan.code, as: UTF8.self)
        literals = scan.literals
    }

    /// A snippet, for a rule's own test.
    init(_ snippet: String, at path: String = "Sources/PerronDomain/Snippet.swift") {
        self.init(path: path, text: snippet)
    }

    /// `Sources/PerronDomain/…` → `PerronDomain`.
    var target: String {
        let parts = path.split(separator: "/")
        return parts.count > 1 ? String(parts[1]) : ""
    }

    var codeLines: [Substring] { code.split(separator: "\n", omittingEmptySubsequences: false) }

    /// Where `text` stands in the code, as « path:line ».
    func places(of text: String) -> [String] {
        codeLines.enumerated().filter { $0.element.contains(text) }.map { "\(path):\($0.offset + 1): \(text)" }
    }
}
