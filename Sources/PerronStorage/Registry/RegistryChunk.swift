import PerronDomain

/// Rows of an export that are to be written in one transaction.
package struct RegistryChunk: Sendable {
    private(set) var rows = PackedRows(width: 24)
    private let run: Identifier<ImportRun>
    private let now: Instant

    package init(run: Identifier<ImportRun>, now: Instant) {
        self.run = run
        self.now = now
    }

    package var count: Int { rows.count }

    /// In the order of `RegistryRows.put`'s columns.
    ///
    /// - Parameters:
    ///   - canonical: what the row says, as `RegistryRecord.appendCanonical` writes it.
    ///   - newID: the file's, if it is new; a known one keeps its own.
    ///   - contents: a digest of everything the row says.
    package mutating func append(_ canonical: [UInt8], newID: Identifier<PensionRecord>, contents: [UInt8]) {
        let hasAddress = canonical.count { $0 == RegistryRecord.fieldEnd } == RegistryChunk.fieldCount
        rows.append(text: newID.text.utf8)
        var (place, start) = (0, 0)
        for end in canonical.indices where canonical[end] == RegistryRecord.fieldEnd {
            if start == end && RegistryChunk.nullable[place] { rows.appendNull() } else { rows.append(text: canonical[start..<end]) }
            if place == RegistryChunk.country && !hasAddress {
                for _ in 0..<PostalAddress.lineCount { rows.append(text: EmptyCollection()) }
                place += PostalAddress.lineCount
            }
            (place, start) = (place + 1, end + 1)
        }
        rows.append(blob: contents)
        rows.append(text: run.text.utf8)
        rows.append(now.milliseconds)
    }

    /// Of a canonical form with an address; without one the lines are not there.
    private static let fieldCount = 20
    private static let country = 7
    /// Civility, birth date, country, e-mail, last seen, died on, linked number, representative: unknown, not empty.
    private static let nullable = (0..<fieldCount).map { [2, 6, 7, 14, 16, 17, 18, 19].contains($0) }
}
