import PerronDomain
import PerronStorage

/// What an import is asked to do beyond reading and applying.
package struct ImportOptions: Equatable, Sendable {
    /// Tells the differences and changes nothing, not even the list of runs.
    package var isDryRun = false
    /// Applies even what `RegistryPolicy` would refuse, and closes what is missing even where a line's number can't be read.
    package var isForced = false
    /// Closes the files that are not in the export; without it they are only told.
    package var closesMissing = false

    package init(isDryRun: Bool = false, isForced: Bool = false, closesMissing: Bool = false) {
        self.isDryRun = isDryRun
        self.isForced = isForced
        self.closesMissing = closesMissing
    }
}

/// How an import ended.
package enum ImportOutcome: Sendable {
    /// The file is no export; nothing of it was read.
    case refusedFile(RegistryFileFault)
    /// It would change too much; nothing was applied.
    case refusedShare(RegistryShares, ImportSummary)
    /// A dry run, and what would have been decided.
    case compared(ImportSummary, RegistryPolicy.Decision)
    case finished(ImportSummary)
}

/// What is told at the end of an import.
package struct ImportSummary: Sendable {
    package let encoding: RegistryEncoding
    package let separator: UInt8
    package let unknownColumns: [String]
    package let sha256: String
    package let counts: ImportCounts
    package let tally: RegistryFaultTally
    /// Nil for a run that was taken up again: it was compared when it began.
    package let differences: RegistryDifferences?
    /// Nil for a dry run.
    package let run: Identifier<ImportRun>?
    package let isResumed: Bool
    /// Lines refused of which not even the number can be read.
    package let nobodys: Int

    init(
        _ export: RegistryExport, index: ExportIndex, counts: ImportCounts, differences: RegistryDifferences?,
        run: Identifier<ImportRun>? = nil, isResumed: Bool = false
    ) {
        encoding = export.encoding
        separator = export.header.separator
        unknownColumns = export.header.unknown
        sha256 = export.sha256
        self.counts = counts
        tally = index.tally
        self.differences = differences
        self.run = run
        self.isResumed = isResumed
        nobodys = index.nobodys
    }
}

extension ExportIndex {
    func counts(_ differences: RegistryDifferences) -> ImportCounts {
        ImportCounts(
            lines: rowCount, refused: tally.lines, added: differences.added, changed: differences.changed, same: differences.same,
            reopened: differences.reopened, missing: differences.missing)
    }
}
