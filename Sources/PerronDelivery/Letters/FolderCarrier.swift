import Foundation
import PerronDomain
import PerronSecrets
import PerronStorage

/// Hands batches to the mail house as folders: `ROOT/2026-11-27/batch-ID/`, seen whole or not at all.
package struct FolderCarrier: LetterCarrier {
    private let root: String

    package init(root: String) {
        self.root = root
    }

    package var setting: String { "letters.directory" }

    package var description: String { root }

    /// Never used: a batch that stands in its place is the mail house's.
    package let pause: Duration = .seconds(30)
    package let patience: Duration = .hours(1)

    package func standing(of batch: LetterBatch) throws(FileError) -> BatchStanding {
        if DurableFiles.isThere(target(of: batch)) {
            guard isWhole(target(of: batch), batch.sha256) else { return .changed }
            // Whoever moved it may have died, or failed, before the folder's entry was on disk.
            try DurableFiles.sync(folder: folder(of: batch))
            return .arrived
        }
        let asides = try asides(of: batch)
        if let whole = asides.first(where: { isWhole("\(root)/\($0)", batch.sha256) }) { return .ready(aside: whole) }
        return asides.isEmpty ? .nowhere : .beside
    }

    /// In a folder of this holder's own, synced.
    package func write(
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
        let sha256 = Fingerprint.text(of: encoded)
        guard isWhole(aside, sha256) else { throw CarrierFault.garbled }
        return (name, sha256)
    }

    @discardableResult
    package func move(_ batch: LetterBatch, from aside: String) throws(FileError) -> BatchArrival {
        try DurableFiles.makeFolder(folder(of: batch))
        try DurableFiles.move("\(root)/\(aside)", to: target(of: batch))
        return .arrived
    }

    package func discard(_ batch: LetterBatch) throws(FileError) {
        for aside in try asides(of: batch) { try DurableFiles.remove("\(root)/\(aside)") }
    }

    package func discard(aside: String, of batch: LetterBatch) throws(FileError) {
        try DurableFiles.remove("\(root)/\(aside)")
    }

    package func place(of batch: LetterBatch) -> String? {
        DurableFiles.isThere(target(of: batch)) ? target(of: batch) : nil
    }

    private func folder(of batch: LetterBatch) -> String { "\(root)/\(batch.postingDay.iso)" }

    private func target(of batch: LetterBatch) -> String { "\(folder(of: batch))/batch-\(batch.id)" }

    /// On the same file system, with a dot: mail houses leave such alone. Each holder has its own, so that one whose lease ran out while it
    /// wrote never mixes its letters with its successor's.
    private func aside(of batch: LetterBatch, by holder: LeaseHolder) -> String { ".batch-\(batch.id).\(holder.id)" }

    private func asides(of batch: LetterBatch) throws(FileError) -> [String] {
        try DurableFiles.names(in: root).filter { $0.hasPrefix(".batch-\(batch.id)") }
    }

    private func isWhole(_ folder: String, _ sha256: String?) -> Bool {
        WholeBatch(sha256: sha256).isThere { name, _ in FileManager.default.contents(atPath: "\(folder)/\(name)").map { [UInt8]($0) } }
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
        guard let encoded = files.contents(atPath: "\(target(of: batch))/\(LetterManifest.fileName)") else { return .absent }
        // A batch that a person said has left was not seen whole: it has no recorded manifest.
        if let sha256 = batch.sha256, Fingerprint.text(of: [UInt8](encoded)) != sha256 { return .changed(file: LetterManifest.fileName) }
        guard let manifest = LetterManifest(encoded: [UInt8](encoded)) else { return .changed(file: LetterManifest.fileName) }
        for file in manifest.files {
            guard let bytes = files.contents(atPath: "\(target(of: batch))/\(file.name)") else { return .absent }
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
