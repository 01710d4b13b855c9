import FoundationEssentials
import PerronDomain
import PerronStorage

/// What the mail house is told of a batch, as `manifest.json`: every letter, where it stands, where it goes, what its file must be.
struct LetterManifest: Codable, Equatable {
    static let fileName = "manifest.json"

    let batch: String
    /// AAAA-MM-JJ, the day on which it was handed over.
    let day: String
    let letters: [Entry]
    let files: [File]

    struct Entry: Codable, Equatable {
        let letter: String
        /// As the letter bears it; nil in a batch from before letters bore one.
        let number: String?
        let file: String
        /// From 1.
        let firstPage: Int
        let lastPage: Int
        let plannedPostingDay: String
        let language: String
        let address: [String]
        /// ISO 3166-1 alpha-2.
        let country: String
        /// True for the fund's letter to itself: it is about no file.
        var isTest: Bool?
    }

    struct File: Codable, Equatable {
        let name: String
        let bytes: Int
        /// 64 hexadecimal characters.
        let sha256: String
    }

    /// The same bytes for the same manifest.
    func encoded() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }
}

/// A file of a batch, before it is written.
struct BatchFile {
    let name: String
    let bytes: [UInt8]
}
