import PerronDomain

/// Whoever follows an import: the command line, a test, nobody.
package protocol ImportWatcher: Sendable {
    func progressed(_ progress: ImportProgress)

    /// One refused line, in the order of the file.
    func refused(_ faults: [RegistryFault]) throws

    /// A file on record that is not in the export, in the order of the numbers, after all refused lines.
    func missing(_ number: FileNumber) throws
}

extension ImportWatcher {
    package func progressed(_ progress: ImportProgress) {}
    package func refused(_ faults: [RegistryFault]) throws {}
    package func missing(_ number: FileNumber) throws {}
}

package struct NobodyWatching: ImportWatcher {
    package init() {}
}

/// How far an import has come; each phase begins with 0 done.
package struct ImportProgress: Equatable, Sendable {
    package enum Phase: String, Sendable, CaseIterable {
        /// Bytes: the digest, the encoding, the number of lines.
        case surveying
        /// Lines.
        case reading
        /// Rows, against those on record.
        case comparing
        /// Rows that differ.
        case applying
        /// Files that are not in the export.
        case closing
    }

    package let phase: Phase
    package let done: Int
    package let total: Int

    package init(phase: Phase, done: Int, total: Int) {
        self.phase = phase
        self.done = done
        self.total = total
    }
}
