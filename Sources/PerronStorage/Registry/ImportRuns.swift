import PerronDomain

/// One import of an export.
package struct ImportRun: Sendable, Equatable {
    package enum State: String, Sendable, CaseIterable {
        case reading
        case applying
        case finished
        case refused
        case abandoned
    }

    package let id: Identifier<ImportRun>
    /// Of the file's bytes, hexadecimal.
    package let sha256: String
    package let state: State
    package let closesMissing: Bool
    package let startedAt: Instant
    package let finishedAt: Instant?
    package let counts: ImportCounts

    init(row: Row) throws {
        id = try row.id("id")
        sha256 = try row.text("sha256")
        state = try row.choice("state")
        closesMissing = try row.integer("closes_missing") != 0
        startedAt = try row.instant("started_at")
        finishedAt = try row.optionalInstant("finished_at")
        counts = ImportCounts(
            lines: try row.count("lines"), refused: try row.count("refused"), added: try row.count("added"),
            changed: try row.count("changed"), same: try row.count("same"), reopened: try row.count("reopened"),
            missing: try row.count("missing"), closed: try row.count("closed"))
    }
}

/// How an export differs from the registry on record, in files.
package struct ImportCounts: Sendable, Equatable {
    /// Of the export, without the header.
    package var lines = 0
    package var refused = 0
    package var added = 0
    package var changed = 0
    package var same = 0
    /// Closed ones that came back; among `changed`.
    package var reopened = 0
    /// On record, but not in the export.
    package var missing = 0
    package var closed = 0

    package init(
        lines: Int = 0, refused: Int = 0, added: Int = 0, changed: Int = 0, same: Int = 0, reopened: Int = 0, missing: Int = 0,
        closed: Int = 0
    ) {
        self.lines = lines
        self.refused = refused
        self.added = added
        self.changed = changed
        self.same = same
        self.reopened = reopened
        self.missing = missing
        self.closed = closed
    }

    package var accepted: Int { added + changed + same }
}

/// Who works on a run at the moment: a process that takes a run over writes its own word, and the former's next step fails.
package struct ImportHold: Sendable, Equatable {
    package let run: Identifier<ImportRun>
    package let holder: String

    package init(run: Identifier<ImportRun>, holder: String) {
        self.run = run
        self.holder = holder
    }
}

package enum ImportHoldError: Error, Equatable, CustomStringConvertible {
    /// Another import has begun meanwhile.
    case lost

    package var description: String { "another import has begun meanwhile; this one has stopped" }
}

package struct ImportRuns {
    private let tx: any Transaction

    package init(_ tx: any Transaction) {
        self.tx = tx
    }

    /// The run that was begun and has neither finished nor been given up; at most one exists.
    package func open() throws -> ImportRun? {
        try tx.first("SELECT \(Self.columns) FROM import_run WHERE state IN ('reading', 'applying')").map(ImportRun.init)
    }

    package func find(_ id: Identifier<ImportRun>) throws -> ImportRun? {
        try tx.first("SELECT \(Self.columns) FROM import_run WHERE id = \(id)").map(ImportRun.init)
    }

    /// The newest first.
    package func latest(limit: Int) throws -> [ImportRun] {
        try tx.query("SELECT \(Self.columns) FROM import_run ORDER BY started_at DESC, id DESC LIMIT \(limit)").map(ImportRun.init)
    }

    package func insert(_ hold: ImportHold, sha256: String, closesMissing: Bool, now: Instant) throws {
        try tx.execute(
            """
            INSERT INTO import_run (id, sha256, state, holder, closes_missing, started_at)
            VALUES (\(hold.run), \(sha256), 'reading', \(hold.holder), \(closesMissing ? 1 : 0), \(now))
            """)
    }

    package func takeOver(_ hold: ImportHold) throws {
        try held(
            tx.execute(
                "UPDATE import_run SET holder = \(hold.holder) WHERE id = \(hold.run) AND state IN ('reading', 'applying')"))
    }

    package func abandon(_ id: Identifier<ImportRun>, now: Instant) throws {
        try tx.execute(
            """
            UPDATE import_run SET state = 'abandoned', finished_at = \(now)
            WHERE id = \(id) AND state IN ('reading', 'applying')
            """)
    }

    /// Fails if the run is no longer this process's, else keeps it so until the transaction ends; call it in every one that works for the
    /// run.
    package func assure(_ hold: ImportHold) throws {
        try held(
            tx.execute(
                """
                UPDATE import_run SET holder = \(hold.holder)
                WHERE id = \(hold.run) AND holder = \(hold.holder) AND state IN ('reading', 'applying')
                """))
    }

    /// Everything that has to be applied is known.
    package func endReading(_ hold: ImportHold, counts: ImportCounts) throws {
        try held(
            tx.execute(
                """
                UPDATE import_run
                SET state = 'applying', lines = \(counts.lines), refused = \(counts.refused), added = \(counts.added),
                    changed = \(counts.changed), same = \(counts.same), reopened = \(counts.reopened), missing = \(counts.missing)
                WHERE id = \(hold.run) AND holder = \(hold.holder) AND state = 'reading'
                """))
    }

    package func count(_ hold: ImportHold, closed: Int) throws {
        try held(
            tx.execute(
                """
                UPDATE import_run SET closed = closed + \(closed)
                WHERE id = \(hold.run) AND holder = \(hold.holder) AND state = 'applying'
                """))
    }

    package func finish(_ hold: ImportHold, now: Instant) throws {
        try held(
            tx.execute(
                """
                UPDATE import_run SET state = 'finished', finished_at = \(now)
                WHERE id = \(hold.run) AND holder = \(hold.holder) AND state = 'applying'
                """))
    }

    package func refuse(_ hold: ImportHold, counts: ImportCounts, now: Instant) throws {
        try held(
            tx.execute(
                """
                UPDATE import_run
                SET state = 'refused', finished_at = \(now), lines = \(counts.lines), refused = \(counts.refused)
                WHERE id = \(hold.run) AND holder = \(hold.holder) AND state = 'reading'
                """))
    }

    private func held(_ rows: Int) throws {
        guard rows == 1 else { throw ImportHoldError.lost }
    }

    private static let columns: SQL =
        """
        id, sha256, state, closes_missing, started_at, finished_at,
        lines, refused, added, changed, same, reopened, missing, closed
        """
}
