import FoundationEssentials

/// Every language's words, read once at start from `words/<language>/*.json`. A key that one language lacks stops the start.
package struct Lexicon: Sendable {
    private let words: [Language: Words]

    /// - Throws: `LexiconError` naming the file or the keys at fault.
    package init(directory: String) throws {
        var words: [Language: Words] = [:]
        for language in Language.allCases {
            words[language] = Words(language: language, sentences: try Lexicon.sentences(in: directory + "/" + language.rawValue))
        }
        try self.init(words)
    }

    package init(_ words: [Language: Words]) throws {
        let everyKey = words.values.reduce(into: Set<String>()) { $0.formUnion($1.keys) }
        for language in Language.allCases {
            let missing = everyKey.subtracting(words[language]?.keys ?? [])
            guard missing.isEmpty else { throw LexiconError.missing(language, keys: missing.sorted()) }
        }
        self.words = words
    }

    package subscript(language: Language) -> Words {
        words[language]!
    }

    private static func sentences(in directory: String) throws -> [String: String] {
        let files = try FileManager.default.contentsOfDirectory(atPath: directory).filter { $0.hasSuffix(".json") }.sorted()
        var sentences: [String: String] = [:]
        for file in files {
            guard let data = FileManager.default.contents(atPath: directory + "/" + file) else { throw LexiconError.unreadable(file) }
            let area: [String: String]
            do {
                area = try JSONDecoder().decode([String: String].self, from: data)
            } catch {
                throw LexiconError.notWords(file)
            }
            for (key, sentence) in area {
                guard sentences.updateValue(sentence, forKey: key) == nil else { throw LexiconError.twice(key, file) }
            }
        }
        return sentences
    }
}

package enum LexiconError: Error, Equatable, CustomStringConvertible {
    case unreadable(String)
    case notWords(String)
    case twice(String, String)
    case missing(Language, keys: [String])

    package var description: String {
        switch self {
        case .unreadable(let file): "words: \(file) can't be read"
        case .notWords(let file): "words: \(file) is not a flat JSON object of texts"
        case .twice(let key, let file): "words: \(key) stands twice, the second time in \(file)"
        case .missing(let language, let keys): "words: \(language.rawValue) lacks \(keys.joined(separator: ", "))"
        }
    }
}
