/// What the text of each applied step was, so that a step that was changed after it had been applied is noticed.
struct StepChecksums {
    private let tx: any Transaction

    init(_ tx: any Transaction) {
        self.tx = tx
    }

    func prepare() throws {
        try tx.execute("CREATE TABLE IF NOT EXISTS schema_checksum (number BIGINT NOT NULL PRIMARY KEY, checksum TEXT NOT NULL)")
    }

    func record(_ migration: Migration) throws {
        try tx.execute(
            """
            INSERT INTO schema_checksum (number, checksum) VALUES (\(migration.number), \(migration.checksum))
            ON CONFLICT (number) DO NOTHING
            """)
    }

    /// Gives every applied step that has none its own.
    func complete(_ migrations: [Migration]) throws {
        let applied = try tx.query("SELECT number FROM schema_migration").map { try $0.count("number") }
        for migration in migrations where applied.contains(migration.number) { try record(migration) }
    }

    /// - Throws: `DatabaseError.statement` where no checksum was ever recorded.
    func firstChanged(of migrations: [Migration]) throws -> Migration? {
        var recorded: [Int: String] = [:]
        for row in try tx.query("SELECT number, checksum FROM schema_checksum") {
            recorded[try row.count("number")] = try row.text("checksum")
        }
        return migrations.first { migration in recorded[migration.number].map { $0 != migration.checksum } ?? false }
    }
}

extension Migration {
    /// FNV-1a of 64 bits over the statements, each ended by a zero byte: against accidents, not against a forger.
    var checksum: String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for statement in statements {
            for byte in Array(statement.text.utf8) + [0] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        }
        return String(hash, radix: 16)
    }
}
