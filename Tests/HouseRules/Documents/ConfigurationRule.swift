import Foundation

/// Every key that the executable reads stands in `config/perron.yaml` under a comment, and the other way round; and every limit that a
/// setting may change changes something.
struct ConfigurationRule: Sendable {
    let read: Set<String>
    let documented: Set<String>
    /// Keys of the file without a comment above their block.
    let bare: [String]
    /// Limits that no rule or page asks, « sessions.warning ».
    let idle: [String]

    init(_ repository: Repository) {
        let limits = "Sources/PerronDomain/Settings/Limits.swift"
        let swift = repository.texts.filter { $0.path.hasPrefix("Sources/") && $0.path.hasSuffix(".swift") }
        self.init(
            sources: swift.filter { $0.path.hasPrefix("Sources/perron/") }, settings: repository.text("config/perron.yaml"),
            limits: repository.text(limits),
            rules: swift.filter { $0.path != limits && !$0.path.hasPrefix("Sources/perron/Wiring/LimitSettings") })
    }

    init(sources: [TextFile], settings: String, limits: String = "", rules: [TextFile] = []) {
        idle = ConfigurationRule.idle(limits, rules: rules)
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

    /// `package var warning` in `struct Sessions` is asked as `sessions.warning`, or as `limits.warning` by who takes that part alone.
    private static func idle(_ limits: String, rules: [TextFile]) -> [String] {
        var part = ""
        var idle: [String] = []
        let parts = limits.matches(of: /var (\w+) = [A-Z]\w+\(\)/).map { String($0.output.1) }
        for line in limits.split(separator: "\n") {
            if let opened = line.firstMatch(of: /struct (\w+)/) {
                part = opened.output.1.prefix(1).lowercased() + opened.output.1.dropFirst()
            } else if let name = line.firstMatch(of: /package var (\w+)/).map({ String($0.output.1) }), !parts.contains(name) {
                let askers = [part, "limits", part.hasSuffix("Days") ? "days" : part].map { "\($0).\(name)" }
                let isAsked = rules.contains { file in askers.contains { ConfigurationRule.names(file.text, $0) } }
                if !isAsked { idle.append("\(part).\(name)") }
            }
        }
        return idle
    }

    /// Whether a text holds `name` and not only a longer word that begins or ends with it.
    private static func names(_ text: String, _ name: String) -> Bool {
        text.ranges(of: name).contains { range in
            let before = range.lowerBound == text.startIndex ? nil : text[text.index(before: range.lowerBound)]
            let after = range.upperBound == text.endIndex ? nil : text[range.upperBound]
            return ![before, after].contains { $0?.isLetter == true }
        }
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
