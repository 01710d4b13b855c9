import PerronDomain
import PerronSecrets
import PerronStorage

/// Walks an export and the files on record side by side, in the order of their numbers, and tells what differs. Nothing is written.
struct ExportComparison {
    private static let step = 1000

    private let base: Foundations
    private let index: ExportIndex
    /// When the run began that this one takes up: what it has closed since was missing too.
    private let resumedFrom: Instant?
    private var rows: ExportRows
    private var files: RegisteredFiles
    private(set) var differences = RegistryDifferences()
    private(set) var pending = PendingChanges()

    init(_ base: Foundations, export: RegistryExport, index: ExportIndex, resumedFrom: Instant? = nil) {
        self.base = base
        self.index = index
        self.resumedFrom = resumedFrom
        rows = ExportRows(export)
        files = RegisteredFiles(database: base.database)
    }

    mutating func run(watcher: some ImportWatcher) async throws {
        watcher.progressed(ImportProgress(phase: .comparing, done: 0, total: index.places.count))
        for start in stride(from: 0, to: index.places.count, by: Self.step) {
            let end = min(start + Self.step, index.places.count)
            try await compare(index.places[start..<end], watcher: watcher)
            watcher.progressed(ImportProgress(phase: .comparing, done: end, total: index.places.count))
        }
        while let file = try await files.head() {
            try note(file, watcher: watcher)
            files.advance()
        }
    }

    private mutating func compare(_ places: ArraySlice<ExportPlace>, watcher: some ImportWatcher) async throws {
        var differing: [(place: ExportPlace, id: Identifier<PensionRecord>)] = []
        for place in places {
            while let file = try await files.head(), RegistryKey(file.number) < place.key {
                try note(file, watcher: watcher)
                files.advance()
            }
            guard let file = try await files.head(), RegistryKey(file.number) == place.key else {
                differences.added += 1
                pending.rows.append(PendingRow(place: place, isNew: true))
                continue
            }
            files.advance()
            if ShortFingerprint(stored: file.contents) == place.contents && file.closedAt == nil {
                differences.same += 1
            } else {
                differing.append((place, file.id))
                pending.rows.append(PendingRow(place: place, isNew: false))
            }
        }
        try await count(differing)
    }

    /// Column by column, against the whole files on record.
    private mutating func count(_ differing: [(place: ExportPlace, id: Identifier<PensionRecord>)]) async throws {
        guard !differing.isEmpty else { return }
        let ids = differing.map(\.id)
        let records = try await base.database.read { tx in try ids.map { try PensionRecords(tx).find($0) } }
        for case (let place, let record?) in zip(differing.map(\.place), records) {
            differences.count(try rows.record(at: place), replacing: record)
        }
    }

    private mutating func note(_ file: RegisteredFile, watcher: some ImportWatcher) throws {
        guard !index.isRefused(file.number) else { return }
        if let closedAt = file.closedAt {
            if let resumedFrom, closedAt >= resumedFrom { try watcher.missing(file.number) }
            return
        }
        differences.missing += 1
        pending.missing.append(file.id)
        try watcher.missing(file.number)
    }
}

/// What an import has still to write: known in full before the first of it is written.
struct PendingChanges: Sendable {
    /// In the order of their numbers.
    var rows: [PendingRow] = []
    /// Open files that are not in the export.
    var missing: [Identifier<PensionRecord>] = []
}

struct PendingRow: Sendable {
    let place: ExportPlace
    let isNew: Bool
}
