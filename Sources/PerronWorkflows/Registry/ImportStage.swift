import PerronDomain
import PerronStorage

/// The staging tables of one run: filled, applied, emptied, always in short transactions, and only while the run is this process's.
struct ImportStage {
    private let base: Foundations
    private let hold: ImportHold
    private var pace: WritePace

    init(_ base: Foundations, hold: ImportHold) {
        self.base = base
        self.hold = hold
        pace = WritePace(rows: base.limits.registry.chunk)
    }

    mutating func add(_ rows: [StagedRow]) async throws {
        var rest = rows[...]
        while !rest.isEmpty {
            let chunk = Array(rest.prefix(pace.rows))
            rest = rest.dropFirst(chunk.count)
            try await write { tx, _ in try ImportRows(tx).insert(chunk) }
        }
    }

    mutating func addClosings(_ files: [RegisteredFile]) async throws {
        var rest = files[...]
        while !rest.isEmpty {
            let chunk = Array(rest.prefix(pace.rows))
            rest = rest.dropFirst(chunk.count)
            try await write { tx, _ in
                for file in chunk { try ImportClosings(tx).insert(file.number, record: file.id) }
            }
        }
    }

    /// Empties both tables of whatever an earlier run has left there.
    mutating func clear() async throws {
        while try await write({ tx, limit in
            let rows = ImportRows(tx)
            guard let next = try rows.next(limit: limit) else { return false }
            try rows.delete(upTo: next.last)
            return true
        }) {}
        while try await write({ tx, limit in
            let closings = ImportClosings(tx)
            guard let last = try closings.next(limit: limit).last else { return false }
            try closings.delete(upTo: last.place)
            return true
        }) {}
    }

    /// How many rows wait; the writes that follow weigh more than those before.
    mutating func beginApplying() async throws -> Int {
        pace.restart()
        return try await base.database.read { tx in try ImportRows(tx).count() }
    }

    /// Applies the next staged rows and takes them off the stage; how many they were, 0 at the end. Killed at any moment, each file is
    /// as it was or as it shall be, and what is still staged is what is still to do.
    mutating func applyNext(now: Instant) async throws -> Int {
        let (hold, random, replaceEmails) = (hold, base.random, ReplaceEmails(base))
        return try await write { tx, limit in
            let rows = ImportRows(tx)
            guard let next = try rows.next(limit: limit) else { return 0 }
            for row in try rows.remarkable(upTo: next.last) {
                if row.reopens { try AuditTrail(tx, random: random).append(.reopenRecord, subject: row.id.text, now: now) }
                guard let email = row.email else { continue }
                // The member's own address wins; a person looks at the two.
                let own = try ContactPoints(tx).current(of: row.id).first { $0.confirmedAt != nil }
                guard let own, own.email.folded != email.folded else { continue }
                try StaffTasks(tx).open(.emailDiffers, record: row.id, now: now, random: random)
            }
            try replaceEmails(upTo: next.last, now: now, in: tx)
            try RegistryRows(tx).apply(upTo: next.last, run: hold.run, now: now)
            try rows.delete(upTo: next.last)
            try ImportRuns(tx).advance(hold, to: next.last)
            return next.count
        }
    }

    /// The same for the files that are to be closed.
    mutating func closeNext(now: Instant) async throws -> Int {
        let (hold, random) = (hold, base.random)
        return try await write { tx, limit in
            let closings = ImportClosings(tx)
            let next = try closings.next(limit: limit)
            guard let last = next.last else { return 0 }
            var closed = 0
            for closing in next where try RegistryRows(tx).close(closing.record, run: hold.run, now: now) {
                closed += 1
                try AuditTrail(tx, random: random).append(.closeRecord, subject: closing.record.text, object: hold.run.text, now: now)
            }
            try closings.delete(upTo: last.place)
            try ImportRuns(tx).advance(hold, to: last.place, closing: closed)
            return next.count
        }
    }

    /// - Parameter body: receives how many rows it may take.
    @discardableResult
    private mutating func write<Value: Sendable>(
        _ body: @escaping @Sendable (any Transaction, Int) throws -> Value
    ) async throws -> Value {
        let (database, hold, limit) = (base.database, hold, pace.rows)
        return try await pace.write {
            try await database.write { tx in
                try ImportRuns(tx).assure(hold)
                return try body(tx, limit)
            }
        }
    }
}
