import Foundation

/// Every line of the table of bad days names a test, and every test that a document names by a link is there under that name.
enum BadDaysRule {
    /// Links to tests whose text is no test's name in the file.
    static func missing(in document: TextFile, text: (String) -> String) -> [String] {
        links(in: document.text).filter { name, path in
            let file = text(path)
            return !file.contains("func `\(name)`(") && !file.contains("def \(name)(")
        }.map { "\($0.path): \($0.name)" }
    }

    /// Lines of its tables without a link to a test.
    static func bare(in document: TextFile) -> [String] {
        document.text.split(separator: "\n").filter { line in
            line.hasPrefix("| ") && !line.hasPrefix("| ---") && !line.hasPrefix("| what happens") && links(in: String(line)).isEmpty
        }.map { String($0.prefix(60)) }
    }

    private static func links(in text: String) -> [(name: String, path: String)] {
        text.matches(of: /\[([^\]]+)\]\(\.\.\/(Tests\/[^)]+)\)/).map { (String($0.output.1), String($0.output.2)) }
    }
}
