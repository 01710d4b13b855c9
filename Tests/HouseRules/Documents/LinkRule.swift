import Foundation

/// Links of Markdown documents to other files of the repository lead somewhere.
enum LinkRule {
    static func violations(_ files: [TextFile], exists: (String) -> Bool) -> [String] {
        files.filter { $0.path.hasSuffix(".md") }.flatMap { file in
            file.text.matches(of: /\]\(([^)\s]+)\)/).map { String($0.output.1) }
                .filter { !$0.hasPrefix("#") && !$0.contains("://") && !$0.hasPrefix("mailto:") }
                .filter { !exists(resolve($0, from: file.path)) }
                .map { "\(file.path): \($0)" }
        }
    }

    private static func resolve(_ link: String, from path: String) -> String {
        let target = link.split(separator: "#", omittingEmptySubsequences: false)[0]
        var parts = target.hasPrefix("/") ? [] : Array(path.split(separator: "/").dropLast())
        for part in target.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return parts.joined(separator: "/")
    }
}
