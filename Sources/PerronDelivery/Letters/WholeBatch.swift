import Foundation
import PerronSecrets

/// Tells whether a batch is whole, wherever it lies: its manifest as it was recorded, and every file as the manifest says.
struct WholeBatch {
    /// Of the manifest; nil where none was recorded.
    let sha256: String?

    /// - Parameter read: a file by its name, as far as it has at most so many bytes; nil where it isn't there, or is longer.
    func isThere(_ read: (_ name: String, _ limit: Int) throws -> [UInt8]?) rethrows -> Bool {
        guard let sha256, let encoded = try read(LetterManifest.fileName, LetterManifest.longest), Fingerprint.text(of: encoded) == sha256,
            let manifest = LetterManifest(encoded: encoded)
        else { return false }
        return try manifest.files.allSatisfy { file in
            try read(file.name, file.bytes).map { Fingerprint.text(of: $0) } == file.sha256
        }
    }
}

extension LetterManifest {
    /// In bytes: of a thousand letters it has some hundred thousand.
    static let longest = 16 << 20

    /// Nil for what is no manifest.
    init?(encoded: [UInt8]) {
        guard let manifest = try? JSONDecoder().decode(LetterManifest.self, from: Data(encoded)) else { return nil }
        self = manifest
    }
}

extension Fingerprint {
    /// 64 hexadecimal characters.
    static func text(of bytes: [UInt8]) -> String {
        var fingerprint = Fingerprint()
        bytes.withUnsafeBufferPointer { fingerprint.feed($0) }
        return fingerprint.text
    }
}
