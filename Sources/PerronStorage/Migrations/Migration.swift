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

    /// The numbers and titles applied now; empty when nothing was due.
    package func migrate(_ database: any Database, now: Int64) async throws -> [String] {
        let current = try await version(of: database)
        try await database.write { tx in
            try tx.execute(
                """
                CREATE TABLE IF NOT EXISTS schema_migration
                (number BIGINT NOT NULL PRIMARY KEY, title TEXT NOT NULL, applied_at BIGINT NOT NULL)
                """)
        }
        var applied: [String] = []
        for migration in migrations where migration.number > current {
            try await database.write { tx in
                for statement in migration.statements { try tx.execute(statement) }
                try tx.execute(
                    "INSERT INTO schema_migration (number, title, applied_at) VALUES (\(migration.number), \(migration.title), \(now))")
            }
            applied.append("\(migration.number) \(migration.title)")
        }
        return applied
    }

    /// Whether the database lacks a step that this program knows.
    package func isDue(_ database: any Database) async throws -> Bool {
        try await version(of: database) < (migrations.last?.number ?? 0)
    }

    /// The number of the last migration applied, 0 for an empty database.
    /// - Throws: `MigrationError.newerDatabase` where a newer program has been here.
    package func version(of database: any Database) async throws -> Int {
        let current = try await recorded(in: database)
        if let newest = migrations.last?.number, current > newest {
            throw MigrationError.newerDatabase(current, known: newest)
        }
        return current
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
        .attacks,
    ]
}

package enum MigrationError: Error, CustomStringConvertible {
    case newerDatabase(Int, known: Int)

    package var description: String {
        switch self {
        case .newerDatabase(let found, let known):
            "the database has schema \(found), this perron knows \(known): run the newer perron"
        }
    }
}
