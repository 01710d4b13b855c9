import Dispatch
import PerronDomain
import PerronSecrets
import PerronStorage

/// Puts batches on the mail house's server: `FOLDER/2026-11-27/batch-ID/`, written under another name, read back, renamed.
package struct SFTPCarrier: LetterCarrier {
    private let settings: SFTPSettings
    private let queue = DispatchQueue(label: "perron.sftp")

    package init(_ settings: SFTPSettings) {
        self.settings = settings
    }

    package var setting: String { "letters.sftp.url" }

    package var description: String { "\(settings.address)" }

    package let pause: Duration = .seconds(30)

    package var patience: Duration { settings.receiptWithin }

    package func standing(of batch: LetterBatch) async throws -> BatchStanding {
        try await connected { session in
            if batch.state == .written, let text = try receipt(for: batch, session) {
                return SFTPReceipt.confirms(text, sha256: batch.sha256) ? .arrived : .changed
            }
            // Whoever fetches batches takes them out of their place.
            if batch.sentAt != nil { return .taken(trouble: nil) }
            if try isInPlace(batch, session) {
                guard try isWhole(target(of: batch), batch.sha256, session) else { return .changed }
                return settings.receipt == nil ? .arrived : .taken(trouble: nil)
            }
            let asides = try asides(of: batch, session)
            for aside in asides where batch.sha256 != nil {
                if try isWhole("\(root)/\(aside)", batch.sha256, session) { return .ready(aside: aside) }
            }
            return asides.isEmpty ? .nowhere : .beside
        }
    }

    package func write(
        _ batch: LetterBatch, by holder: LeaseHolder, files: [BatchFile], manifest: LetterManifest
    ) async throws -> (aside: String, sha256: String) {
        let encoded = [UInt8](try manifest.encoded())
        let sha256 = Fingerprint.text(of: encoded)
        // Of its own: one whose lease ran out while it wrote never mixes its letters with its successor's.
        let name = ".batch-\(batch.id).\(holder.id)"
        let aside = "\(root)/\(name)"
        try await connected { session in
            try session.remove(folder: aside)
            try session.perform(["mkdir \(aside)"], step: "make a folder")
            for file in files { try session.write(file.bytes, to: "\(aside)/\(file.name)") }
            try session.write(encoded, to: "\(aside)/\(LetterManifest.fileName)")
            guard try isWhole(aside, sha256, session) else { throw CarrierFault.garbled }
        }
        return (name, sha256)
    }

    package func move(_ batch: LetterBatch, from aside: String) async throws -> BatchArrival {
        try await connected { session in
            // The day's folder may be there.
            let commands = ["*mkdir \(day(of: batch))", "rename \(root)/\(aside) \(target(of: batch))"]
            try session.perform(commands, step: "rename a folder")
        }
        return settings.receipt == nil ? .arrived : .awaited
    }

    package func discard(_ batch: LetterBatch) async throws {
        try await connected { session in
            for aside in try asides(of: batch, session) { try session.remove(folder: "\(root)/\(aside)") }
        }
    }

    package func discard(aside: String, of batch: LetterBatch) async throws {
        try await connected { session in try session.remove(folder: "\(root)/\(aside)") }
    }

    package func place(of batch: LetterBatch) async throws -> String? {
        try await connected { session in
            if try isInPlace(batch, session) { return "\(settings.address.server)\(target(of: batch))" }
            return try receipt(for: batch, session) == nil ? nil : "the receipt for batch \(batch.id) at \(settings.address)"
        }
    }

    private var root: String { settings.address.folder }

    private func day(of batch: LetterBatch) -> String { "\(root)/\(batch.postingDay.iso)" }

    private func target(of batch: LetterBatch) -> String { "\(day(of: batch))/batch-\(batch.id)" }

    /// Nil where there is none.
    private func receipt(for batch: LetterBatch, _ session: SFTPSession) throws -> [UInt8]? {
        guard let receipt = settings.receipt else { return nil }
        return try session.read("\(root)/\(receipt.path(for: batch))", upTo: SFTPReceipt.longest)
    }

    private func isInPlace(_ batch: LetterBatch, _ session: SFTPSession) throws -> Bool {
        try session.names(in: day(of: batch))?.contains("batch-\(batch.id)") == true
    }

    private func asides(of batch: LetterBatch, _ session: SFTPSession) throws -> [String] {
        guard let names = try session.names(in: root) else { throw SFTPCarrier.noFolder }
        return names.filter { $0.hasPrefix(".batch-\(batch.id).") }.sorted()
    }

    private static let noFolder = CarrierFault.refused(step: "list a folder", reason: "it is not there")

    private func isWhole(_ folder: String, _ sha256: String?, _ session: SFTPSession) throws -> Bool {
        try WholeBatch(sha256: sha256).isThere { name, limit in try session.read("\(folder)/\(name)", upTo: limit) }
    }

    /// One connection, on a thread that may wait.
    private func connected<Value: Sendable>(_ work: @escaping @Sendable (SFTPSession) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try work(SFTPSession(settings)) }) }
        }
    }
}

extension SFTPCarrier: DistantCarrier {
    package func examine() async throws -> String {
        let names = try await connected { session in try session.names(in: root) }
        guard names != nil else { throw SFTPCarrier.noFolder }
        return "answers, with the key that was pinned"
    }
}
