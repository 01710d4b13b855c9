import Foundation
import PerronDomain
import PerronSecrets
import PerronStorage

/// Hands batches to the mail house as folders: `ROOT/2026-11-27/batch-ID/`, seen whole or not at all.
package struct FolderCarrier: Sendable {
    /// Where a batch is found, after a crash too.
    enum Standing: Equatable {
        case nowhere
        /// Beside its place, whole or in part: it was not moved.
        case beside
        /// In its place, as its manifest says.
        case inPlace
        /// In its place, but not as it was written.
        case changed
    }

    private let root: String

    package init(root: String) {
        self.root = root
    }

    /// - Parameter sha256: of the manifest, as it was recorded when the batch was written.
    func standing(of batch: LetterBatch, sha256: String?) -> Standing {
        let place = place(of: batch)
        if DurableFiles.isThere(place) { return isWhole(place, sha256: sha256) ? .inPlace : .changed }
        return DurableFiles.isThere(aside(of: batch)) ? .beside : .nowhere
    }

    /// Writes everything beside its place and syncs it. What an earlier try left there is replaced.
    /// - Returns: the SHA-256 of the manifest.
    func write(_ batch: LetterBatch, files: [BatchFile], manifest: LetterManifest) throws -> String {
        let aside = aside(of: batch)
        try DurableFiles.remove(aside)
        try DurableFiles.makeFolder(aside)
        for file in files { try DurableFiles.write(file.bytes, to: "\(aside)/\(file.name)") }
        let encoded = [UInt8](try manifest.encoded())
        try DurableFiles.write(encoded, to: "\(aside)/\(LetterManifest.fileName)")
        try DurableFiles.sync(folder: aside)
        return Fingerprint.text(of: encoded)
    }

    /// Moves the batch into its place; from then on the mail house may take it away.
    func move(_ batch: LetterBatch) throws(FileError) {
        try DurableFiles.makeFolder(folder(of: batch))
        try DurableFiles.move(aside(of: batch), to: place(of: batch))
    }

    func discard(_ batch: LetterBatch) throws(FileError) {
        try DurableFiles.remove(aside(of: batch))
    }

    private func folder(of batch: LetterBatch) -> String { "\(root)/\(batch.postingDay.iso)" }

    private func place(of batch: LetterBatch) -> String { "\(folder(of: batch))/batch-\(batch.id)" }

    /// On the same file system, with a dot: mail houses leave such alone.
    private func aside(of batch: LetterBatch) -> String { "\(root)/.batch-\(batch.id)" }

    private func isWhole(_ folder: String, sha256: String?) -> Bool {
        guard let sha256, let encoded = FileManager.default.contents(atPath: "\(folder)/\(LetterManifest.fileName)"),
            Fingerprint.text(of: [UInt8](encoded)) == sha256,
            let manifest = try? JSONDecoder().decode(LetterManifest.self, from: encoded)
        else { return false }
        return manifest.files.allSatisfy { file in
            guard let bytes = FileManager.default.contents(atPath: "\(folder)/\(file.name)") else { return false }
            return Fingerprint.text(of: [UInt8](bytes)) == file.sha256
        }
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
