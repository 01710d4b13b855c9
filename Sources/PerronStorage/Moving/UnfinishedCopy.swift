import PerronDomain

/// The mark of a database into which a fund is being copied: a step before the first, which `Migrator` knows to refuse.
package struct UnfinishedCopy {
    private let tx: any Transaction

    package init(_ tx: any Transaction) {
        self.tx = tx
    }

    /// - Throws: `DatabaseError.duplicate` where another copy has begun.
    package func begin(now: Instant) throws {
        try tx.execute("INSERT INTO schema_migration (number, title, applied_at) VALUES (0, 'unfinished copy', \(now))")
    }

    package func isThere() throws -> Bool {
        try tx.first("SELECT number FROM schema_migration WHERE number = 0") != nil
    }

    package func end() throws {
        try tx.execute("DELETE FROM schema_migration WHERE number = 0")
    }
}
