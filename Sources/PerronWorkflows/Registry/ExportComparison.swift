import PerronDomain
import PerronSecrets
import PerronStorage

/// Walks an export and the files on record side by side, in the order of their numbers, and tells what differs.
struct ExportComparison {
    /// What a step has found: rows that are new or differ, and files that are not in the export.
    struct Findings: Sendable {
        var rows: [StagedRow] = []
        var missing: [RegisteredFile] = []
    }

    private static let step = 1000

    private let base: Foundations
    private let export: RegistryExport
    private let index: ExportIndex
    private let now: Instant
    private var reader: RegistryReader
    private var files: RegisteredFiles
    private var line: [UInt8] = []
    private(set) var differences = RegistryDifferences()

    init(_ base: Foundations, export: RegistryExport, index: ExportIndex, now: Instant) {
        self.base = base
        self.export = export
        self.index = index
        self.now = now
        reader = export.reader()
        files = RegisteredFiles(database: base.database)
    }

    /// - Parameter body: receives the findings step by step.
    mutating func run(watcher: some ImportWatcher, _ body: (Findings) async throws -> Void) async throws {
        watcher.progressed(ImportProgress(phase: .comparing, done: 0, total: index.places.count))
        for start in stride(from: 0, to: index.places.count, by: Self.step) {
            let end = min(start + Self.step, index.places.count)
            try await body(step(index.places[start..<end], watcher: watcher))
            watcher.progressed(ImportProgress(phase: .comparing, done: end, total: index.places.count))
        }
        var findings = Findings()
        while let file = try await files.head() {
            try note(file, watcher: watcher, in: &findings)
            files.advance()
            if findings.missing.count == Self.step {
                try await body(findings)
                findings = Findings()
            }
        }
        try await body(findings)
        try export.file.assureUnchanged()
    }

    /// Only tells the files that are not in the export, for a run that has been staged before.
    mutating func listMissing(since startedAt: Instant, watcher: some ImportWatcher) async throws {
        var places = index.places[...]
        while let file = try await files.head() {
            let key = RegistryKey(file.number)
            while let place = places.first, place.key < key { places.removeFirst() }
            // What this run has closed already was missing too.
            let wasOpen = file.closedAt.map { $0 >= startedAt } ?? true
            if places.first?.key != key, wasOpen, !index.isRefused(file.number) { try watcher.missing(file.number) }
            files.advance()
        }
    }

    private mutating func step(_ places: ArraySlice<ExportIndex.Place>, watcher: some ImportWatcher) async throws -> Findings {
        var findings = Findings()
        var differing: [(row: StagedRow, file: RegisteredFile)] = []
        for place in places {
            let record = try read(place)
            while let file = try await files.head(), RegistryKey(file.number) < place.key {
                try note(file, watcher: watcher, in: &findings)
                files.advance()
            }
            let contents = fingerprint(record)
            guard let file = try await files.head(), RegistryKey(file.number) == place.key else {
                differences.added += 1
                // New keys in the order of their rows: the index over them grows at its end only.
                let id = Identifier<PensionRecord>(now: now, ordinal: differences.added, random: base.random)
                findings.rows.append(StagedRow(record: record, id: id, contents: contents, changesEmail: false, reopens: false))
                continue
            }
            files.advance()
            if file.contents == contents && file.closedAt == nil {
                differences.same += 1
            } else {
                let row = StagedRow(
                    record: record, id: file.id, contents: contents, changesEmail: false, reopens: file.closedAt != nil)
                differing.append((row, file))
            }
        }
        findings.rows += try await compared(differing)
        return findings
    }

    /// Column by column, against the whole files on record.
    private mutating func compared(_ differing: [(row: StagedRow, file: RegisteredFile)]) async throws -> [StagedRow] {
        guard !differing.isEmpty else { return [] }
        let ids = differing.map(\.file.id)
        let records = try await base.database.read { tx in try ids.map { try PensionRecords(tx).find($0) } }
        return zip(differing, records).compactMap { pair, record in
            guard let record else { return nil }
            differences.count(pair.row.record, replacing: record)
            return StagedRow(
                record: pair.row.record, id: record.id, contents: pair.row.contents,
                changesEmail: pair.row.record.email?.folded != record.registryEmail?.folded, reopens: pair.row.reopens)
        }
    }

    private mutating func note(_ file: RegisteredFile, watcher: some ImportWatcher, in findings: inout Findings) throws {
        guard file.closedAt == nil, !index.isRefused(file.number) else { return }
        differences.missing += 1
        findings.missing.append(file)
        try watcher.missing(file.number)
    }

    private mutating func read(_ place: ExportIndex.Place) throws -> RegistryRecord {
        let length = Int(place.length)
        try export.file.read(length: length, at: place.offset, into: &line)
        let reading = line.withUnsafeBufferPointer { reader.parse(UnsafeBufferPointer(rebasing: $0[..<length]), line: 0) }
        guard case .row(let record) = reading, RegistryKey(record.number) == place.key else { throw RegistryFileError.changed }
        return record
    }

    private func fingerprint(_ record: RegistryRecord) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(512)
        record.appendCanonical(to: &bytes)
        return Fingerprint.short(of: bytes)
    }
}
