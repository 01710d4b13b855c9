import PerronDomain
import PerronSecrets
import PerronStorage

/// Writes what differs, always in short transactions, and only while the run is this process's. The export itself is what is applied:
/// rows are read again by their places, so nothing is stored twice. Killed at any moment, each file is as it was or as it shall be, and a
/// rerun of the same file finds what is still to do.
struct ApplyExport: Sendable {
    private let base: Foundations
    private let export: RegistryExport
    private let hold: ImportHold
    private let now: Instant

    init(_ base: Foundations, export: RegistryExport, hold: ImportHold, now: Instant) {
        self.base = base
        self.export = export
        self.hold = hold
        self.now = now
    }

    /// While one chunk is written and the others get their turn, the next one is read.
    func write(_ pending: [PendingRow], watcher: some ImportWatcher) async throws {
        guard !pending.isEmpty else { return }
        var pace = WritePace(rows: base.limits.registry.chunk, in: base.database.dialect)
        var rows = ExportRows(export)
        var done = 0
        watcher.progressed(ImportProgress(phase: .applying, done: 0, total: pending.count))
        var chunk = try read(pending.prefix(pace.rows), from: &rows)
        while chunk.count > 0 {
            let current = chunk
            async let took = write(current)
            let written = done + current.count
            let next = try read(pending[written...].prefix(pace.rows), from: &rows)
            pace.adjust(to: try await took)
            done = written
            chunk = next
            watcher.progressed(ImportProgress(phase: .applying, done: done, total: pending.count))
        }
    }

    /// Closes the files that are not in the export.
    func close(_ missing: [Identifier<PensionRecord>], watcher: some ImportWatcher) async throws {
        guard !missing.isEmpty else { return }
        var pace = WritePace(rows: base.limits.registry.chunk, in: base.database.dialect)
        var rest = missing[...]
        watcher.progressed(ImportProgress(phase: .closing, done: 0, total: missing.count))
        while !rest.isEmpty {
            let chunk = Array(rest.prefix(pace.rows))
            rest = rest.dropFirst(chunk.count)
            pace.adjust(to: try await WritePace.write(to: base.database) { try await close(chunk) })
            watcher.progressed(ImportProgress(phase: .closing, done: missing.count - rest.count, total: missing.count))
        }
    }

    /// Rows that are written together, and what those of them say that change a file on record.
    private struct Chunk: Sendable {
        var added: RegistryChunk
        var changed: RegistryChunk
        var changes: [RegistryRecord] = []

        var count: Int { added.count + changed.count }
    }

    private func read(_ pending: ArraySlice<PendingRow>, from rows: inout ExportRows) throws -> Chunk {
        var chunk = Chunk(added: RegistryChunk(run: hold.run, now: now), changed: RegistryChunk(run: hold.run, now: now))
        var chance = base.random.bytes(pending.count * Identifier<PensionRecord>.chanceBehindOrdinal)[...]
        for row in pending {
            let id = newID(at: row.place, chance: chance.prefix(Identifier<PensionRecord>.chanceBehindOrdinal))
            chance = chance.dropFirst(Identifier<PensionRecord>.chanceBehindOrdinal)
            let canonical = try rows.canonical(at: row.place)
            if row.isNew {
                chunk.added.append(canonical, newID: id, contents: row.place.contents.bytes)
            } else {
                chunk.changes.append(try rows.record(at: row.place))
                chunk.changed.append(canonical, newID: id, contents: row.place.contents.bytes)
            }
        }
        return chunk
    }

    /// In the order of the numbers: the index over the keys grows at its end only.
    private func newID(at place: ExportPlace, chance: ArraySlice<UInt8>) -> Identifier<PensionRecord> {
        Identifier(now: now, ordinal: Int(place.key.value >> 7), chance: chance)
    }

    private func write(_ chunk: Chunk) async throws -> Duration {
        try export.file.assureUnchanged()
        return try await WritePace.write(to: base.database) {
            try await base.database.write { tx in
                try ImportRuns(tx).assure(hold)
                for record in chunk.changes { try prepare(record, in: tx) }
                try RegistryRows(tx).put(chunk.changed)
                try RegistryRows(tx).add(chunk.added)
            }
        }
    }

    /// What goes with a change of a file on record, before it is written.
    private func prepare(_ row: RegistryRecord, in tx: any Transaction) throws {
        guard let record = try PensionRecords(tx).find(row.number) else { return }
        if record.closedAt != nil {
            try AuditTrail(tx, random: base.random).append(.reopenRecord, subject: record.id.text, now: now)
        }
        guard row.email?.folded != record.registryEmail?.folded else { return }
        let own = try ContactPoints(tx).current(of: record.id).first { $0.confirmedAt != nil }
        // The member's own address wins; a person looks at the two.
        if let own, let email = row.email, own.email.folded != email.folded {
            try StaffTasks(tx).open(.emailDiffers, record: record.id, now: now, random: base.random)
        }
        try ReplaceEmail(base)(of: record, by: row.email, hasOwn: own != nil, now: now, in: tx)
    }

    private func close(_ missing: [Identifier<PensionRecord>]) async throws {
        try await base.database.write { tx in
            var closed = 0
            for id in missing where try RegistryRows(tx).close(id, run: hold.run, now: now) {
                closed += 1
                try AuditTrail(tx, random: base.random).append(.closeRecord, subject: id.text, object: hold.run.text, now: now)
            }
            try ImportRuns(tx).count(hold, closed: closed)
        }
    }
}
