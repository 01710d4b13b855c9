import Foundation

/// Every key that the executable reads stands in `config/perron.yaml` under a comment, and the other way round.
struct ConfigurationRule: Sendable {
    let read: Set<String>
    let documented: Set<String>
    /// Keys of the file without a comment above their block.
    let bare: [String]

    init(_ repository: Repository) {
        self.init(
            sources: repository.texts.filter { $0.path.hasPrefix("Sources/perron/") && $0.path.hasSuffix(".swift") },
            settings: repository.text("config/perron.yaml"))
    }

    init(sources: [TextFile], settings: String) {
        read = sources.reduce(into: []) { $0.formUnion(ConfigurationRule.keys(in: $1.text)) }
        (documented, bare) = ConfigurationRule.parse(settings)
    }

    /// `reader.integer("letters.per_day", …)`; a secret file's twin too.
    private static func keys(in source: String) -> Set<String> {
        let call =
            /reader\.(?:text|optionalText|secret|required|list|integer|fraction|flag|duration|hour|day|choice|readableFile|readableFolder|writableFolder)\(\s*"([a-z0-9_.]+)"/
        let secret = /SecretFile\.read\(\s*"([a-z0-9_.]+)"/
        let direct = source.matches(of: call).map { String($0.output.1) }
        return Set(direct + source.matches(of: secret).flatMap { [String($0.output.1), $0.output.1 + "_file"] })
    }

    /// Leaves of nested maps, two spaces a step; enough for a file of our own.
    private static func parse(_ yaml: String) -> (keys: Set<String>, bare: [String]) {
        var path: [(indent: Int, name: String)] = []
        var leaves: [String: Bool] = [:]
        var isExplained = false
        for line in yaml.split(separator: "\n", omittingEmptySubsequences: false) {
            let text = line.drop { $0 == " " }
            if text.isEmpty {
                isExplained = false
            } else if text.hasPrefix("#") {
                isExplained = true
            } else if let colon = text.firstIndex(of: ":") {
                let indent = line.count - text.count
                path.removeAll { $0.indent >= indent }
                path.append((indent, String(text[..<colon])))
                let hasValue = !text[text.index(after: colon)...].allSatisfy { $0 == " " }
                if hasValue { leaves[path.map(\.name).joined(separator: ".")] = isExplained }
            }
        }
        return (Set(leaves.keys), leaves.filter { !$0.value }.map(\.key).sorted())
    }
}
