import Foundation
import PerronDomain

/// Letters' numbers that were given, each with its place.
struct LetterNumberList {
    struct Entry {
        let line: Int
        let place: String
        let number: LetterNumber
    }

    private(set) var entries: [Entry] = []
    private(set) var faults: [(line: Int, text: String)] = []

    init(typed numbers: [String]) {
        for (index, text) in numbers.enumerated() { read(text, line: index + 1, place: "number \(index + 1)") }
    }

    /// Empty lines are passed over.
    init(file path: String) throws {
        guard let bytes = FileManager.default.contents(atPath: path) else { throw Refusal("\(path) can't be read") }
        let text = String(decoding: bytes, as: UTF8.self).replacing("\u{FEFF}", with: "")
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
        where line.contains(where: { !$0.isWhitespace }) {
            read(String(line), line: index + 1, place: "\(path), line \(index + 1)")
        }
        guard !entries.isEmpty || !faults.isEmpty else { throw Refusal("\(path) holds no number") }
    }

    private mutating func read(_ text: String, line: Int, place: String) {
        if let number = LetterNumber(typed: text) {
            entries.append(Entry(line: line, place: place, number: number))
        } else {
            faults.append((line, "\(place): « \(text.prefix(40)) » is not a letter's number, which has ten letters and figures"))
        }
    }
}
