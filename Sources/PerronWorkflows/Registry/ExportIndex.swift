import PerronDomain

/// Where the accepted rows of an export stand, in the order of their numbers; and everything that was wrong with the others.
///
/// The order is what makes a large import cheap: the table and its indexes are each walked from end to end. It costs 32 bytes of
/// memory a row.
struct ExportIndex {
    private(set) var places: [ExportPlace] = []
    private(set) var tally = RegistryFaultTally()
    /// Without the header and blank lines.
    private(set) var rowCount = 0
    private var accepted: Set<RegistryKey> = []
    /// Lines refused of which not even the number can be read: whose they are, nobody knows.
    private(set) var nobodys = 0
    /// Files whose only lines are wrong ones: they change nothing, and have not vanished either.
    private var refused: Set<RegistryKey> = []

    /// Two batches at a time are parsed side by side, and taken in the order of the file.
    init(_ export: RegistryExport, watcher: some ImportWatcher) async throws {
        places.reserveCapacity(export.lineCount)
        accepted.reserveCapacity(export.lineCount)
        watcher.progressed(ImportProgress(phase: .reading, done: 0, total: export.lineCount))
        var lines = export.lines
        while let first = try lines.next() {
            let second = try lines.next()
            async let firstParsed = ExportBatch(first, reader: export.reader())
            async let secondParsed = second.map { ExportBatch($0, reader: export.reader()) }
            try take(await firstParsed, watcher: watcher)
            if let parsed = await secondParsed { try take(parsed, watcher: watcher) }
            watcher.progressed(ImportProgress(phase: .reading, done: min(rowCount, export.lineCount), total: export.lineCount))
        }
        watcher.progressed(ImportProgress(phase: .reading, done: export.lineCount, total: export.lineCount))
        accepted = []
        places.sort { $0.key < $1.key }
    }

    /// Whether what is missing may be closed. A refused line whose number can't be read may be that of any file that seems to be missing.
    func mayClose(_ options: ImportOptions) -> Bool {
        options.closesMissing && (nobodys == 0 || options.isForced)
    }

    func isRefused(_ number: FileNumber) -> Bool {
        refused.contains(RegistryKey(number))
    }

    /// Of two lines with one number the later is the wrong one.
    private mutating func take(_ batch: ExportBatch, watcher: some ImportWatcher) throws {
        for line in batch.lines {
            rowCount += 1
            switch line.reading {
            case .accepted(let place) where accepted.insert(place.key).inserted: places.append(place)
            case .accepted(let place):
                try refuse([RegistryFault(line: line.number, column: .number, reason: .duplicate)], key: place.key, watcher)
            case .refused(let faults, let key): try refuse(faults, key: key, watcher)
            }
        }
    }

    private mutating func refuse(_ faults: [RegistryFault], key: RegistryKey?, _ watcher: some ImportWatcher) throws {
        tally.count(faults)
        if let key { refused.insert(key) } else { nobodys += 1 }
        try watcher.refused(faults)
    }
}
