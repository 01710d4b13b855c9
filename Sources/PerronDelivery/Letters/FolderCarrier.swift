import Foundation
import PerronDomain
import PerronSecrets
import PerronStorage

/// Hands batches to the mail house as folders: `ROOT/2026-11-27/batch-ID/`, seen whole or not at all.
package struct FolderCarrier: Sendable {
    /// Where a batch is found, after a crash too.
    enum Standing: Equatable {
        case nowhere
        /// Beside its place, in whole or in part, but not as it was recorded.
        case beside
        /// Beside its place, whole, in the folder of this name: it was not moved.
        case ready(aside: String)
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
    func standing(of batch: LetterBatch, sha256: String?) throws(FileError) -> Standing {
        let place = place(of: batch)
        if DurableFiles.isThere(place) { return isWhole(place, sha256: sha256) ? .inPlace : .changed }
        let asides = try asides(of: batch)
        if let whole = asides.first(where: { isWhole("\(root)/\($0)", sha256: sha256) }) { return .ready(aside: whole) }
        return asides.isEmpty ? .nowhere : .beside
    }

    /// Writes everything beside its place, in a folder of this holder's own, and syncs it.
    /// - Returns: the folder's name and the SHA-256 of the manifest.
    func write(
        _ batch: LetterBatch, by holder: LeaseHolder, files: [BatchFile], manifest: LetterManifest
    ) throws -> (aside: String, sha256: String) {
        let name = aside(of: batch, by: holder)
        let aside = "\(root)/\(name)"
        try DurableFiles.remove(aside)
        try DurableFiles.makeFolder(aside)
        for file in files { try DurableFiles.write(file.bytes, to: "\(aside)/\(file.name)") }
        let encoded = [UInt8](try manifest.encoded())
        try DurableFiles.write(encoded, to: "\(aside)/\(LetterManifest.fileName)")
        try DurableFiles.sync(folder: aside)
        return (name, Fingerprint.text(of: encoded))
    }

    /// Moves the batch into its place; from then on the mail house may take it away.
    /// - Parameter aside: as `write` or `standing` named it.
    func move(_ batch: LetterBatch, from aside: String) throws(FileError) {
        try DurableFiles.makeFolder(folder(of: batch))
        try DurableFiles.move("\(root)/\(aside)", to: place(of: batch))
    }

    /// Makes sure that a batch which stands in its place does so after a power cut, too.
    func secure(_ batch: LetterBatch) throws(FileError) {
        try DurableFiles.sync(folder: folder(of: batch))
    }

    /// Removes what earlier tries left beside the place, whoever made them: they hold codes in clear.
    package func discard(_ batch: LetterBatch) throws(FileError) {
        for aside in try asides(of: batch) { try DurableFiles.remove("\(root)/\(aside)") }
    }

    /// Removes what this holder wrote and may not move.
    func discard(_ batch: LetterBatch, by holder: LeaseHolder) throws(FileError) {
        try DurableFiles.remove("\(root)/\(aside(of: batch, by: holder))")
    }

    /// Where the batch, or something of its name, stands; nil if nothing does.
    package func folderInPlace(of batch: LetterBatch) -> String? {
        DurableFiles.isThere(place(of: batch)) ? place(of: batch) : nil
    }

    private func folder(of batch: LetterBatch) -> String { "\(root)/\(batch.postingDay.iso)" }

    private func place(of batch: LetterBatch) -> String { "\(folder(of: batch))/batch-\(batch.id)" }

    /// On the same file system, with a dot: mail houses leave such alone. Each holder has its own, so that one whose lease ran out while it
    /// wrote never mixes its letters with its successor's.
    private func aside(of batch: LetterBatch, by holder: LeaseHolder) -> String { ".batch-\(batch.id).\(holder.id)" }

    private func asides(of batch: LetterBatch) throws(FileError) -> [String] {
        try DurableFiles.names(in: root).filter { $0.hasPrefix(".batch-\(batch.id)") }
    }

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

/// What the doctor asks.
extension FolderCarrier {
    enum Contents: Equatable {
        /// Fetched, as far as anybody can tell: the folder, the manifest or a file of it is gone.
        case absent
        case changed(file: String)
        case whole(LetterManifest)
    }

    func contents(of batch: LetterBatch) -> Contents {
        let files = FileManager.default
        guard let encoded = files.contents(atPath: "\(place(of: batch))/\(LetterManifest.fileName)") else { return .absent }
        // A batch that a person said has left was not seen whole: it has no recorded manifest.
        if let sha256 = batch.sha256, Fingerprint.text(of: [UInt8](encoded)) != sha256 { return .changed(file: LetterManifest.fileName) }
        guard let manifest = try? JSONDecoder().decode(LetterManifest.self, from: encoded) else {
            return .changed(file: LetterManifest.fileName)
        }
        for file in manifest.files {
            guard let bytes = files.contents(atPath: "\(place(of: batch))/\(file.name)") else { return .absent }
            if Fingerprint.text(of: [UInt8](bytes)) != file.sha256 { return .changed(file: file.name) }
        }
        return .whole(manifest)
    }

    /// The ids of every batch that stands in its place.
    func batchesInPlace() throws(FileError) -> [String] {
        var ids: [String] = []
        for day in try DurableFiles.names(in: root) where CalendarDay(iso: day) != nil {
            ids += try DurableFiles.names(in: "\(root)/\(day)").filter { $0.hasPrefix("batch-") }.map { String($0.dropFirst(6)) }
        }
        return ids
    }

    /// The ids of every batch of which something lies beside its place.
    func batchesAside() throws(FileError) -> [String] {
        try DurableFiles.names(in: root).filter { $0.hasPrefix(".batch-") }
            .map { String($0.dropFirst(7).prefix { $0 != "." }) }
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
