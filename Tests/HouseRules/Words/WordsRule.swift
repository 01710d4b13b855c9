import Foundation

/// The words of people stand in `Resources/words/<language>/<area>.json`; the code names them by key.
struct WordsRule: Sendable {
    /// By language, then by key.
    let sentences: [String: [String: String]]
    let areas: Set<String>
    /// Keys as the sources name them, with `SwiftFile.hole` where a value decides.
    let used: [Place]

    struct Place: Sendable {
        let key: String
        let place: String
    }

    init(_ repository: Repository) throws {
        var sentences: [String: [String: String]] = [:]
        var areas: Set<String> = []
        for path in Repository.paths(under: ["Resources/words"], of: repository.root) where path.hasSuffix(".json") {
            let parts = path.split(separator: "/").map(String.init)
            let words = try JSONDecoder().decode([String: String].self, from: Data(repository.text(path).utf8))
            sentences[parts[2], default: [:]].merge(words) { first, _ in first }
            areas.insert(String(parts[3].dropLast(5)))
        }
        self.init(
            sentences: sentences, areas: areas,
            files: repository.swift.filter { $0.path.hasPrefix("Sources/") },
            voiced: repository.texts.filter { $0.path.hasPrefix(WordsRule.emails) })
    }

    /// - Parameter voiced: files whose words are named without their area, « voice.say("password.title") ».
    init(sentences: [String: [String: String]], areas: Set<String>, files: [SwiftFile], voiced: [TextFile] = []) {
        self.sentences = sentences
        self.areas = areas
        let plain = files.flatMap { file in
            let own = file.path.hasPrefix(WordsRule.emails) ? ["mail"] : areas
            return file.literals.filter { WordsRule.isKey($0.text, areas: own) && !WordsRule.isSetting($0.text, in: file) }
                .map { Place(key: $0.text.hasSuffix(".") ? $0.text + String(SwiftFile.hole) : $0.text, place: "\(file.path):\($0.line)") }
        }
        used = plain + voiced.flatMap(WordsRule.said)
    }

    /// Keys that the code names and a language lacks.
    var missing: [String] {
        let everywhere = sentences.values.reduce(every) { $0.intersection($1.keys) }
        return used.filter { place in
            guard place.key.contains(SwiftFile.hole) else { return !everywhere.contains(place.key) }
            return !everywhere.contains { WordsRule.matches($0, place.key) }
        }.map { "\($0.place): no words for \($0.key.replacing(String(SwiftFile.hole), with: "…"))" }
    }

    /// Keys that nothing names.
    var unused: [String] {
        let plain = Set(used.map(\.key))
        let families = used.map(\.key).filter { $0.contains(SwiftFile.hole) }
        return every.filter { key in !plain.contains(key) && !families.contains { WordsRule.matches(key, $0) } }.sorted()
    }

    /// Keys that one language has and another lacks.
    var lopsided: [String] {
        sentences.flatMap { language, words in every.subtracting(words.keys).map { "\(language): \($0)" } }.sorted()
    }

    /// Keys whose placeholders differ between languages.
    var unlike: [String] {
        every.filter { key in Set(sentences.values.compactMap { $0[key].map(WordsRule.placeholders) }).count > 1 }.sorted()
    }

    private static let emails = "Sources/PerronMessages/Emails/"

    /// `say("x")` is `mail.x`; with `to:` whoever reads decides on the ending.
    private static func said(in file: TextFile) -> [Place] {
        file.text.matches(of: /say\(\s*"([A-Za-z0-9.]+)"(,\s*to:)?/).map { match in
            Place(key: "mail.\(match.output.1)" + (match.output.2 == nil ? "" : ".\(SwiftFile.hole)"), place: file.path)
        }
    }

    private var every: Set<String> {
        sentences.values.reduce(into: []) { $0.formUnion($1.keys) }
    }

    static func placeholders(_ sentence: String) -> Set<String> {
        Set(
            sentence.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap {
                $0.contains("}") ? $0.split(separator: "}").first.map(String.init) : nil
            })
    }

    /// An area, a dot, and more of letters, digits and dots, at least two steps of it fixed.
    private static func isKey(_ text: String, areas: Set<String>) -> Bool {
        let steps = text.split(separator: ".", omittingEmptySubsequences: false)
        guard steps.count >= 2, areas.contains(String(steps[0])), !steps[1].isEmpty, steps[1].first != SwiftFile.hole else { return false }
        return text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "-") || $0 == SwiftFile.hole }
    }

    /// Keys of the configuration look alike; only the executable has them.
    private static func isSetting(_ text: String, in file: SwiftFile) -> Bool {
        file.path.hasPrefix("Sources/perron/Wiring/") && (file.path.contains("Settings") || text.contains("_"))
    }

    /// Whether `key` is of the family that `pattern` names with its holes; a hole is one or more characters.
    private static func matches(_ key: String, _ pattern: String) -> Bool {
        let parts = pattern.split(separator: SwiftFile.hole, omittingEmptySubsequences: false).map(String.init)
        guard key.hasPrefix(parts[0]) else { return false }
        var rest = key.dropFirst(parts[0].count)
        for (index, part) in parts.dropFirst().enumerated() {
            let isLast = index == parts.count - 2
            if isLast { return part.isEmpty ? !rest.isEmpty : rest.count > part.count && rest.hasSuffix(part) }
            guard let range = rest.dropFirst().firstRange(of: part), !part.isEmpty else { return false }
            rest = rest[range.upperBound...]
        }
        return rest.isEmpty
    }
}
