import PerronDomain
import PerronStorage
import PerronTestSupport
import Testing

/// What becomes of many writes that share one commit when the disk has no room, or when the commit itself fails.
struct FailingRoundTests {
    /// SQLite itself says « full » at its limit of pages, and rolls back everything that shares the transaction.
    @Test func `in a full disk's round nobody is answered yes whose row isn't there, and it goes on by itself once there is room`()
        async throws
    {
        let database = try await table()
        let pages = try await database.read { tx in try tx.first("PRAGMA page_count")?.count("page_count") ?? 0 }
        try await limit(database, pages: pages + 4)

        let acknowledged = await storm(database, "row") { number, id, tx in
            try tx.execute("INSERT INTO t (id, body) VALUES (\(id), \([UInt8](repeating: 7, count: number == 20 ? 40_000 : 10)))")
        }
        let stored = try await rows(database)
        try await limit(database, pages: 1_000_000)
        let later = await storm(database, "later") { _, id, tx in
            try tx.execute("INSERT INTO t (id, body) VALUES (\(id), \([UInt8](repeating: 7, count: 40_000)))")
        }

        #expect(stored == acknowledged)
        // The others of its round are lost with it.
        #expect(acknowledged.count < 39 && !acknowledged.contains("row 20"))
        #expect(later.count == 40)
        #expect(try await rows(database) == acknowledged.union(later))
    }

    /// A key that is checked at the commit stands for whatever makes a commit fail: a sync, the last page.
    @Test func `a commit that fails fails for every one of its round, and the next round is another`() async throws {
        let database = try await table()
        try await database.write { tx in try tx.execute("CREATE TABLE child (id TEXT NOT NULL PRIMARY KEY REFERENCES t (id))") }

        let acknowledged = await storm(database, "row") { number, id, tx in
            if number == 20 {
                try tx.execute("PRAGMA defer_foreign_keys = ON")
                try tx.execute("INSERT INTO child (id) VALUES (\("nobody"))")
            }
            try tx.execute("INSERT INTO t (id, body) VALUES (\(id), \([7] as [UInt8]))")
        }
        let stored = try await rows(database)
        let later = await storm(database, "later") { _, id, tx in
            try tx.execute("INSERT INTO t (id, body) VALUES (\(id), \([7] as [UInt8]))")
        }

        #expect(stored == acknowledged)
        #expect(acknowledged.count < 39 && !acknowledged.contains("row 20"))
        #expect(later.count == 40)
        #expect(try await rows(database) == acknowledged.union(later))
    }

    @Test func `what fails because the disk is full is worth another try, and says so`() async throws {
        let database = try await table()
        let pages = try await database.read { tx in try tx.first("PRAGMA page_count")?.count("page_count") ?? 0 }
        try await limit(database, pages: pages)

        let error = await #expect(throws: DatabaseError.self) {
            try await database.write { tx in
                try tx.execute("INSERT INTO t (id, body) VALUES (\("a"), \([UInt8](repeating: 7, count: 40_000)))")
            }
        }

        #expect(error == .unavailable("the disk is full"))
    }

    private func table() async throws -> TestDatabase {
        let database = try await TestDatabase(isMigrated: false)
        try await database.write { tx in try tx.execute("CREATE TABLE t (id TEXT NOT NULL PRIMARY KEY, body BYTEA NOT NULL)") }
        return database
    }

    private func limit(_ database: any Database, pages: Int) async throws {
        try await database.write { tx in _ = try tx.query("PRAGMA max_page_count = \(SQL(stringLiteral: String(pages)))") }
    }

    /// Forty writes that wait together behind one that holds the writer; the ids of those that were answered yes.
    private func storm(
        _ database: TestDatabase, _ name: String, _ body: @escaping @Sendable (Int, String, any Transaction) throws -> Void
    ) async -> Set<String> {
        let (begun, full) = (Gate(), Gate())
        let begins = (0..<40).map { _ in Gate() }
        return await withTaskGroup(of: String?.self, returning: Set<String>.self) { group in
            group.addTask {
                _ = await isAnswered(database) { _ in
                    begun.open()
                    full.wait()
                }
                return nil
            }
            await begun.opened()
            for (number, gate) in begins.enumerated() {
                group.addTask {
                    gate.open()
                    let id = "\(name) \(number)"
                    return await isAnswered(database) { tx in try body(number, id, tx) } ? id : nil
                }
            }
            for gate in begins { await gate.opened() }
            full.open()
            return await group.reduce(into: []) { if let id = $1 { $0.insert(id) } }
        }
    }

    private func isAnswered(_ database: TestDatabase, _ body: @escaping @Sendable (any Transaction) throws -> Void) async -> Bool {
        do {
            try await database.write(body)
            return true
        } catch {
            return false
        }
    }

    private func rows(_ database: any Database) async throws -> Set<String> {
        Set(try await database.read { tx in try tx.query("SELECT id FROM t").map { try $0.text("id") } })
    }
}
