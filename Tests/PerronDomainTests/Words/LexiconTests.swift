import Foundation
import PerronDomain
import Testing

struct LexiconTests {
    @Test func `a lexicon reads every area of every language`() throws {
        let directory = try Scratch([
            "fr/a.json": #"{"a.x": "un"}"#, "fr/b.json": #"{"b.x": "deux"}"#, "en/a.json": #"{"a.x": "one", "b.x": "two"}"#,
        ])

        let lexicon = try Lexicon(directory: directory.path)

        #expect(lexicon[.french]("b.x") == "deux")
        #expect(lexicon[.english]("b.x") == "two")
        #expect(lexicon[.english].contains("a.x"))
    }

    @Test func `a key that one language lacks is named`() throws {
        let directory = try Scratch(["fr/a.json": #"{"a.x": "un", "a.y": "deux"}"#, "en/a.json": #"{"a.x": "one"}"#])

        #expect(throws: LexiconError.missing(.english, keys: ["a.y"])) { try Lexicon(directory: directory.path) }
    }

    @Test func `a key that stands in two files is named`() throws {
        let directory = try Scratch(["fr/a.json": #"{"a.x": "un"}"#, "fr/b.json": #"{"a.x": "deux"}"#, "en/a.json": #"{"a.x": "one"}"#])

        #expect(throws: LexiconError.twice("a.x", "b.json")) { try Lexicon(directory: directory.path) }
    }

    @Test(arguments: ["{", "[]", #"{"a.x": 1}"#, #"{"a.x": {"y": "z"}}"#, ""])
    func `a file that isn't a flat object of texts is named`(contents: String) throws {
        let directory = try Scratch(["fr/a.json": contents, "en/a.json": "{}"])

        #expect(throws: LexiconError.notWords("a.json")) { try Lexicon(directory: directory.path) }
    }

    @Test func `a language without a folder stops the start`() throws {
        let directory = try Scratch(["fr/a.json": "{}"])

        #expect(throws: (any Error).self) { try Lexicon(directory: directory.path) }
    }
}

/// A folder of the test's own, gone when the test is.
private final class Scratch {
    let path: String

    init(_ files: [String: String]) throws {
        path = FileManager.default.temporaryDirectory.appending(path: "perron-words-\(UUID().uuidString)").path
        for (name, contents) in files {
            let file = URL(filePath: path).appending(path: name)
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(contents.utf8).write(to: file)
        }
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }
}
