/// One step of the schema: numbered, forward only, the same text on both engines.
package struct Migration: Sendable {
    package let number: Int
    package let title: String
    package let statements: [SQL]

    package init(number: Int, title: String, statements: [SQL]) {
        self.number = number
        self.title = title
        self.statements = statements
    }
}

/// Brings a database to the newest schema, each step in a transaction of its own.
package struct Migrator: Sendable {
    private let migrations: [Migration]

    package init(migrations: [Migration] = Migrator.all) {
        self.migrations = migrations
    }

    /// The numbers and titles applied now; empty when nothing was due. May be begun by several processes at once: each step is looked at
    /// again under the lock that applies it, and whoever comes second finds it done.
    /// - Throws: `MigrationError`; then no step is applied.
    package func migrate(_ database: any Database, now: Int64) async throws -> [String] {
        let current = try await version(of: database)
        try await prepare(database)
        var applied: [String] = []
        for migration in migrations where migration.number > current {
            if try await isApplied(migration, to: database, now: now) { applied.append("\(migration.number) \(migration.title)") }
        }
        // A database from before checksums takes those of this program.
        try await database.write { [migrations] tx in try StepChecksums(tx).complete(migrations) }
        return applied
    }

    /// PostgreSQL refuses the second of two that make a table at once, `IF NOT EXISTS` or not; it is there then.
    private func prepare(_ database: any Database) async throws {
        let body: @Sendable (any Transaction) throws -> Void = { tx in
            try tx.execute(
                """
                CREATE TABLE IF NOT EXISTS schema_migration
                (number BIGINT NOT NULL PRIMARY KEY, title TEXT NOT NULL, applied_at BIGINT NOT NULL)
                """)
            try StepChecksums(tx).prepare()
        }
        do {
            try await database.write(body)
        } catch DatabaseError.duplicate {
            try await database.write(body)
        }
    }

    /// Whether the step was applied here. SQLite's writers wait for each other; on a server the second is refused once the first is done.
    private func isApplied(_ migration: Migration, to database: any Database, now: Int64) async throws -> Bool {
        do {
            return try await database.write { tx in try apply(migration, tx, now: now) }
        } catch let error as DatabaseError {
            guard try await recorded(in: database) >= migration.number else { throw error }
            return false
        }
    }

    /// False where another process was quicker.
    private func apply(_ migration: Migration, _ tx: any Transaction, now: Int64) throws -> Bool {
        guard try tx.first("SELECT number FROM schema_migration WHERE number = \(migration.number)") == nil else { return false }
        for statement in migration.statements { try tx.execute(statement) }
        try tx.execute("INSERT INTO schema_migration (number, title, applied_at) VALUES (\(migration.number), \(migration.title), \(now))")
        try StepChecksums(tx).record(migration)
        return true
    }

    /// Whether the database lacks a step that this program knows.
    package func isDue(_ database: any Database) async throws -> Bool {
        try await version(of: database) < (migrations.last?.number ?? 0)
    }

    /// The number of the last migration applied, 0 for an empty database.
    /// - Throws: `MigrationError.newerDatabase` where a newer program has been here, `.changedStep` where a step's text is not the one
    ///   that was applied, `.unfinishedCopy` where not all of a fund has arrived.
    package func version(of database: any Database) async throws -> Int {
        let current = try await recorded(in: database)
        if current > 0, try await database.read({ tx in try UnfinishedCopy(tx).isThere() }) { throw MigrationError.unfinishedCopy }
        if let newest = migrations.last?.number, current > newest {
            throw MigrationError.newerDatabase(current, known: newest)
        }
        if let changed = try await changedStep(in: database) { throw MigrationError.changedStep(changed.number, title: changed.title) }
        return current
    }

    private func changedStep(in database: any Database) async throws -> Migration? {
        do {
            return try await database.read { [migrations] tx in try StepChecksums(tx).firstChanged(of: migrations) }
        } catch DatabaseError.statement {
            // A database from before checksums has no such table.
            return nil
        }
    }

    /// Only read, so that it can be asked of a database that takes no write at the moment.
    private func recorded(in database: any Database) async throws -> Int {
        do {
            return try await database.read { tx in
                try tx.first("SELECT COALESCE(MAX(number), 0) AS number FROM schema_migration")?.count("number") ?? 0
            }
        } catch DatabaseError.statement {
            // An empty database has no such table.
            return 0
        }
    }

    package static let all: [Migration] = [
        .records, .access, .accounts, .delivery, .audit, .registry, .heldLetters, .dispatchLanes, .retention, .stageless,
        .attacks, .returnedMail, .returnedLetters, .preferences, .lettersInHand, .carriers,
    ]
}

package enum MigrationError: Error, CustomStringConvertible {
    case newerDatabase(Int, known: Int)
    case changedStep(Int, title: String)
    case unfinishedCopy

    package var description: String {
        switch self {
        case .newerDatabase(let found, let known):
            "the database has schema \(found), this perron knows \(known): run the newer perron"
        case .changedStep(let number, let title):
            "step \(number) « \(title) » was applied to the database with another text than this perron's: run the perron that it came from"
        case .unfinishedCopy:
            "a copy into the database was not finished: it is not the whole fund. Empty it, and run « perron database copy » again"
        }
    }
}
