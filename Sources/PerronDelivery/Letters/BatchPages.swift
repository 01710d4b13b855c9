import Foundation

/// Where the letters of a batch's PDF begin, as the manifest beside it says.
package enum BatchPages {
    /// Nil where no manifest lies beside the file, or one that doesn't name it.
    /// - Throws: for a manifest that can't be read.
    package static func first(of path: String) throws -> Set<Int>? {
        let file = URL(fileURLWithPath: path)
        let manifest = file.deletingLastPathComponent().appendingPathComponent(LetterManifest.fileName)
        guard let bytes = FileManager.default.contents(atPath: manifest.path) else { return nil }
        let pages = try JSONDecoder().decode(LetterManifest.self, from: bytes).letters.filter { $0.file == file.lastPathComponent }
            .map(\.firstPage)
        return pages.isEmpty ? nil : Set(pages)
    }
}
