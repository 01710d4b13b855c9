import FoundationEssentials
import PerronDomain
import PerronSecrets
import PerronStorage

/// What the mail house is told of a batch, as `manifest.json`: every letter, where it stands, where it goes, what its file must be.
package struct LetterManifest: Codable, Equatable, Sendable {
    static let fileName = "manifest.json"
    static let controlSheetName = "control-sheet.pdf"

    let batch: String
    /// AAAA-MM-JJ, the day on which it was handed over.
    let day: String
    let letters: [Entry]
    let files: [File]
    /// Of the files, the one that comes with the letters and is not posted; nil in a batch from before there was one.
    var controlSheet: String?

    struct Entry: Codable, Equatable, Sendable {
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
        /// Nil in a batch from before it was said.
        var envelope: String?
        /// True for the fund's letter to itself: it is about no file.
        var isTest: Bool?
    }

    struct File: Codable, Equatable, Sendable {
        let name: String
        let bytes: Int
        /// 64 hexadecimal characters.
        let sha256: String

        init(name: String, bytes: Int, sha256: String) {
            (self.name, self.bytes, self.sha256) = (name, bytes, sha256)
        }

        init(_ file: BatchFile) {
            self.init(name: file.name, bytes: file.bytes.count, sha256: Fingerprint.text(of: file.bytes))
        }
    }

    /// The same bytes for the same manifest.
    func encoded() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }
}

/// A file of a batch, before it is written.
package struct BatchFile: Sendable {
    let name: String
    let bytes: [UInt8]
}
