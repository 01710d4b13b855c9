import PerronDomain
import PerronStorage
import Testing

struct TransactionTests {
    private struct Refusal: Error, Equatable {}

    @Test(arguments: EngineUnderTest.allCases)
    func `a body that throws leaves nothing behind`(engine: EngineUnderTest) async throws {
        let database = try await table(engine)

        await #expect(throws: Refusal()) {
            try await database.write { tx in
                try tx.execute("INSERT INTO t (id) VALUES (\("a"))")
                throw Refusal()
            }
        }

        #expect(try await count(database) == 0)
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `of many writes that wait together, one that fails takes no other with it`(engine: EngineUnderTest) async throws {
        let database = try await table(engine)

        let outcomes = await withTaskGroup(of: Bool.self, returning: [Bool].self) { group in
            for number in 0..<300 {
                group.addTask {
                    do {
                        try await database.write { tx in
                            try tx.execute("INSERT INTO t (id) VALUES (\("row \(number)"))")
                            if number.isMultiple(of: 3) { throw Refusal() }
                            if number.isMultiple(of: 7) { try tx.execute("INSERT INTO t (id) VALUES (\("row \(number)"))") }
                        }
                        return true
                    } catch {
                        return false
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }

        let right = (0..<300).count { !$0.isMultiple(of: 3) && !$0.isMultiple(of: 7) }
        #expect(outcomes.count { $0 } == right)
        #expect(try await count(database) == right)
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `a write sees what it wrote, and another's read only what was committed`(engine: EngineUnderTest) async throws {
        let database = try await table(engine)

        let inside = try await database.write { tx in
            try tx.execute("INSERT INTO t (id) VALUES (\("a"))")
            return try tx.first("SELECT COUNT(*) AS count FROM t")?.count("count")
        }

        #expect(inside == 1)
        #expect(try await count(database) == 1)
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `a read is one snapshot throughout, whatever is written meanwhile`(engine: EngineUnderTest) async throws {
        let database = try await table(engine)
        let (begun, written) = (Gate(), Gate())
        let twice: @Sendable (any Transaction, () -> Void) throws -> [Int?] = { tx, between in
            let first = try tx.first("SELECT COUNT(*) AS count FROM t")?.count("count")
            between()
            return [first, try tx.first("SELECT COUNT(*) AS count FROM t")?.count("count")]
        }
        // An engine may begin a read again the first time that it asks for more.
        _ = try await database.read { tx in try twice(tx) {} }

        async let counts = database.read { tx in
            try twice(tx) {
                begun.open()
                written.wait()
            }
        }
        await begun.opened()
        try await database.write { tx in try tx.execute("INSERT INTO t (id) VALUES (\("a"))") }
        written.open()

        #expect(try await counts == [0, 0])
        #expect(try await count(database) == 1)
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `a transaction that only reads can't write`(engine: EngineUnderTest) async throws {
        let database = try await table(engine)

        await #expect(throws: DatabaseError.self) {
            try await database.read { tx in try tx.execute("INSERT INTO t (id) VALUES (\("a"))") }
        }
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `errors are told apart by what a caller can do about them`(engine: EngineUnderTest) async throws {
        let database = try await table(engine)
        try await database.write { tx in
            try tx.execute("CREATE TABLE child (id TEXT NOT NULL PRIMARY KEY REFERENCES t (id), n BIGINT CHECK (n > 0))")
            try tx.execute("INSERT INTO t (id) VALUES (\("a"))")
        }

        #expect(await failure(database, "INSERT INTO t (id) VALUES (\("a"))") == .duplicate)
        #expect(await isConstraint(database, "INSERT INTO t (id) VALUES (\(nil as String?))"))
        #expect(await isConstraint(database, "INSERT INTO child (id) VALUES (\("nobody"))"))
        #expect(await isConstraint(database, "INSERT INTO child (id, n) VALUES (\("a"), \(0))"))
        #expect(await isStatement(database, "INSERT INTO nowhere (id) VALUES (\("a"))"))
        #expect(await isStatement(database, "SELEC 1"))
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `an error never carries a value`(engine: EngineUnderTest) async throws {
        let database = try await table(engine)
        let secret = "K7QFM2XD9RTC"
        try await database.write { tx in try tx.execute("INSERT INTO t (id) VALUES (\(secret))") }

        let errors = await [
            failure(database, "INSERT INTO t (id) VALUES (\(secret))"), failure(database, "INSERT INTO nowhere (id) VALUES (\(secret))"),
        ]

        #expect(errors.allSatisfy { !"\(String(reflecting: $0))".contains(secret) })
    }

    private func table(_ engine: EngineUnderTest) async throws -> any Database {
        let database = try await engine.database(isMigrated: false)
        try await database.write { tx in try tx.execute("CREATE TABLE t (id TEXT NOT NULL PRIMARY KEY)") }
        return database
    }

    private func count(_ database: any Database) async throws -> Int? {
        try await database.read { tx in try tx.first("SELECT COUNT(*) AS count FROM t")?.count("count") }
    }

    private func failure(_ database: any Database, _ statement: SQL) async -> DatabaseError? {
        do {
            try await database.write { tx in try tx.execute(statement) }
            return nil
        } catch {
            return error as? DatabaseError
        }
    }

    private func isConstraint(_ database: any Database, _ statement: SQL) async -> Bool {
        if case .constraint? = await failure(database, statement) { true } else { false }
    }

    private func isStatement(_ database: any Database, _ statement: SQL) async -> Bool {
        if case .statement? = await failure(database, statement) { true } else { false }
    }
}
