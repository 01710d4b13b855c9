import PerronStorage

/// The name of the file by which a mail house confirms a batch, such as `acquits/{batch}.ok`, from the folder of batches.
package struct SFTPReceipt: Sendable, Equatable {
    /// More than any mail house writes into one.
    static let longest = 64 * 1024

    private let before: String
    private let after: String

    /// Nil for anything but a path of letters, digits, `.`, `_` and `-` with `{batch}` in its last part, once.
    package init?(_ pattern: String) {
        guard let match = pattern.wholeMatch(of: /((?:[A-Za-z0-9._-]+\/)*[A-Za-z0-9._-]*)\{batch\}([A-Za-z0-9._-]*)/),
            !pattern.split(separator: "/").contains("..")
        else { return nil }
        (before, after) = (String(match.output.1), String(match.output.2))
    }

    /// From the folder of batches.
    func path(for batch: LetterBatch) -> String { "\(before)\(batch.id)\(after)" }

    /// Whether a receipt speaks of the batch as it was written: any text does, but one that names a SHA-256 must name the manifest's.
    static func confirms(_ text: [UInt8], sha256: String?) -> Bool {
        let digests = String(decoding: text, as: UTF8.self).lowercased().matches(of: /\b[0-9a-f]{64}\b/).map { String($0.output) }
        guard !digests.isEmpty, let sha256 else { return true }
        return digests.contains(sha256)
    }
}
