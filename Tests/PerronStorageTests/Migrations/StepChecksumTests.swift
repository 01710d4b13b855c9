import PerronSQLite
import PerronStorage
import PerronTestSupport
import Testing

struct StepChecksumTests {
    private func step(_ number: Int, _ table: SQL) -> Migration {
        Migration(number: number, title: "step \(number)", statements: ["CREATE TABLE \(table) (id TEXT NOT NULL PRIMARY KEY)"])
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `an applied step whose text was changed is told by name and nothing is applied`(engine: EngineUnderTest) async throws {
        let database = try await engine.database(isMigrated: false)
        _ = try await Migrator(migrations: [step(1, "a"), step(2, "b")]).migrate(database, now: 1)
        let changed = Migrator(migrations: [step(1, "a"), step(2, "other"), step(3, "c")])

        let attempts: [(any Database) async throws -> Bool] = [
            { try await changed.isDue($0) }, { try await changed.migrate($0, now: 2).isEmpty },
        ]

        for attempt in attempts {
            do {
                _ = try await attempt(database)
                Issue.record("a changed step was taken")
            } catch let error as MigrationError {
                #expect("\(error)".hasPrefix("step 2 « step 2 » was applied to the database with another text"))
            }
        }

        #expect(try await Migrator(migrations: [step(1, "a"), step(2, "b"), step(3, "c")]).migrate(database, now: 3) == ["3 step 3"])
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `a database from before checksums is given them`(engine: EngineUnderTest) async throws {
        let database = try await engine.database(isMigrated: false)
        _ = try await Migrator(migrations: [step(1, "a")]).migrate(database, now: 1)
        try await database.write { tx in try tx.execute("DROP TABLE schema_checksum") }

        #expect(try await Migrator(migrations: [step(1, "a")]).migrate(database, now: 2) == [])

        await #expect(throws: MigrationError.self) { try await Migrator(migrations: [step(1, "other")]).isDue(database) }
    }

    @Test(arguments: EngineUnderTest.allCases) func `eight migrators at once apply each step once`(engine: EngineUnderTest) async throws {
        let test = try await engine.database(isMigrated: false)
        let nodes: [any Database] =
            switch engine {
            case .sqlite: try (0..<8).map { _ in try SQLiteDatabase(path: (test as? TestDatabase)?.path ?? "") }
            // Each transaction has a connection of its own already.
            case .postgres: Array(repeating: test, count: 8)
            }

        let applied = try await withThrowingTaskGroup(of: [String].self) { group in
            for node in nodes { group.addTask { try await Migrator().migrate(node, now: 1) } }
            return try await group.reduce(into: []) { $0 += $1 }
        }

        #expect(applied.sorted() == Migrator.all.map { "\($0.number) \($0.title)" }.sorted())
        for node in nodes { try await node.close() }
    }
}
