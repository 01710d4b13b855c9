import PerronDomain

/// Where the accepted rows of an export stand, in the order of their numbers; and everything that was wrong with the others.
///
/// The order is what makes a large import cheap: the table, its index and the staging table are each walked from end to end. It costs
/// 16 bytes of memory a row.
struct ExportIndex {
    struct Place {
        let key: RegistryKey
        let length: UInt32
        let offset: Int
    }

    private(set) var places: [Place] = []
    private(set) var tally = RegistryFaultTally()
    /// Without the header and blank lines.
    private(set) var rowCount = 0
    /// Files whose only lines are wrong ones: they change nothing, and have not vanished either.
    private var refused: Set<RegistryKey> = []

    init(_ export: RegistryExport, watcher: some ImportWatcher) throws {
        var reader = export.reader()
        places.reserveCapacity(export.lineCount)
        watcher.progressed(ImportProgress(phase: .reading, done: 0, total: export.lineCount))
        try export.lines.read { line, place in
            guard place.number > 1 else { return }
            let reading = line.map { reader.read($0, line: place.number) } ?? Self.endless(place.number)
            switch reading {
            case .blank: return
            case .row(let record):
                places.append(Place(key: RegistryKey(record.number), length: UInt32(line!.count), offset: place.offset))
            case .refused(let faults, let number):
                tally.count(faults)
                if let number { refused.insert(RegistryKey(number)) }
                try watcher.refused(faults)
            }
            rowCount += 1
            if rowCount.isMultiple(of: 4096) {
                watcher.progressed(ImportProgress(phase: .reading, done: place.number, total: export.lineCount))
            }
        }
        watcher.progressed(ImportProgress(phase: .reading, done: export.lineCount, total: export.lineCount))
        places.sort { $0.key < $1.key }
    }

    func isRefused(_ number: FileNumber) -> Bool {
        refused.contains(RegistryKey(number))
    }

    private static func endless(_ line: Int) -> RegistryReader.Reading {
        .refused([RegistryFault(line: line, column: nil, reason: .endless)], of: nil)
    }
}
