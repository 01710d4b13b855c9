import PerronPostgres
import PerronStorage
import PerronTestSupport
import Synchronization
import Testing

struct PostgresTests {
    @Test func `a URL prints without its password, and one that can't be read is not quoted`() throws {
        let url = try PostgresURL("postgresql://perron:K7QFM2XD@localhost/fund")

        #expect("\(url) \(String(reflecting: url))" == "[redacted] [redacted]")
        #expect(throws: DatabaseError.unavailable("its URL can't be read: postgresql://USER@HOST/DATABASE")) {
            try PostgresURL("postgresql://perron:K7QFM2XD@[localhost/fund")
        }
    }

    @Test func `a server that is away is told at start`() throws {
        let url = try PostgresURL("postgresql://perron:K7QFM2XD@/fund?host=/nowhere/at/all")

        let error = #expect(throws: DatabaseError.self) { try PostgresDatabase(url) }

        #expect(error.map { "\($0)".contains("/nowhere/at/all") && !"\($0)".contains("K7QFM2XD") } == true)
    }

    @Test func `writes that read what others change run again until each has counted`() async throws {
        let database = try await counter()

        try await withThrowingTaskGroup { group in
            for _ in 0..<16 {
                group.addTask {
                    try await database.write { tx in
                        let count = try tx.first("SELECT n FROM t")?.integer("n") ?? 0
                        try tx.execute("UPDATE t SET n = \(count + 1)")
                    }
                }
            }
            try await group.waitForAll()
        }

        #expect(try await count(database) == 16)
    }

    @Test func `a write whose connection is lost before its COMMIT is run again, and counts once`() async throws {
        let database = try await counter()
        let runs = Mutex(0)

        try await database.write { tx in
            try tx.execute("UPDATE t SET n = n + 1")
            let isFirst = runs.withLock { runs in
                runs += 1
                return runs == 1
            }
            if isFirst { _ = try tx.query("SELECT pg_terminate_backend(pg_backend_pid()) AS gone") }
        }

        #expect(runs.withLock(\.self) == 2)
        #expect(try await count(database) == 1)
    }

    @Test func `a write whose connection is lost at its COMMIT is told as unknown, and not run again`() async throws {
        let database = try await counter()
        try await database.write { tx in
            try tx.execute(
                """
                CREATE FUNCTION go() RETURNS TRIGGER LANGUAGE plpgsql
                AS 'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END'
                """)
            try tx.execute(
                "CREATE CONSTRAINT TRIGGER go AFTER UPDATE ON t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION go()")
        }
        let runs = Mutex(0)

        await #expect(
            throws: DatabaseError.unavailable("the connection was lost at COMMIT: whether this change was kept is not known")
        ) {
            try await database.write { tx in
                runs.withLock { $0 += 1 }
                try tx.execute("UPDATE t SET n = n + 1")
            }
        }

        #expect(runs.withLock(\.self) == 1)
        #expect(try await count(database) == 0)
    }

    @Test func `a body that goes on after a refused statement is not taken for kept`() async throws {
        let database = try await counter()

        await #expect(throws: DatabaseError.self) {
            try await database.write { tx in
                try tx.execute("UPDATE t SET n = 7")
                #expect(throws: DatabaseError.self) { try tx.execute("UPDATE nowhere SET n = 7") }
            }
        }

        #expect(try await count(database) == 0)
    }

    @Test func `many rows take one way, and one that is refused takes all back`() async throws {
        let database = try await counter()
        var rows = PackedRows(width: 1)
        for number in 1...1201 { rows.append(Int64(number)) }
        let good = rows
        rows.append(7)
        let bad = rows

        await #expect(throws: DatabaseError.duplicate) {
            try await database.write { tx in try tx.execute("INSERT INTO t (n) VALUES ($1)", forEach: bad) }
        }
        let changed = try await database.write { tx in
            let before = tx.changes
            try tx.execute("INSERT INTO t (n) VALUES ($1)", forEach: good)
            return tx.changes - before
        }

        #expect(changed == 1201)
        #expect(try await database.read { tx in try tx.first("SELECT COUNT(*) AS n FROM t")?.integer("n") } == 1202)
    }

    @Test func `a column of nulls takes the same way, and so does one of many rows that is changed`() async throws {
        let database = try await TestDatabase(on: .postgres, isMigrated: false)
        try await database.write { tx in
            try tx.execute("CREATE TABLE t (id BIGINT NOT NULL PRIMARY KEY, word TEXT, bytes BYTEA, none BIGINT, kind TEXT NOT NULL)")
            try tx.execute("INSERT INTO t (id, word, kind) VALUES (2, 'old', 'x')")
        }
        var rows = PackedRows(width: 4)
        let values: [[SQLValue]] = [
            [.integer(1), .text(""), .blob([]), .null], [.integer(2), .text("l'été"), .null, .null],
            [.integer(-3), .null, .blob([0, 255]), .null],
        ]
        for row in values { rows.append(row) }
        let given = rows

        try await database.write { tx in
            try tx.execute(
                """
                INSERT INTO t (id, word, bytes, none, kind) VALUES ($1, $2, $3, $4, 'given')
                ON CONFLICT (id) DO UPDATE SET word = excluded.word, kind = 'changed'
                """, forEach: given)
        }

        let stored = try await database.read { tx in
            try tx.query("SELECT id, word, bytes, none, kind FROM t ORDER BY ABS(id)").map(\.values)
        }
        #expect(stored.map { Array($0.prefix(4)) } == values)
        #expect(stored.map(\.last) == [.text("given"), .text("changed"), .text("given")])
    }

    @Test func `a read of two statements is one snapshot, also the first time, when it looked like one of one`() async throws {
        let database = try await counter()
        let runs = Mutex(0)

        let seen = try await database.read { tx in
            runs.withLock { $0 += 1 }
            let first = try tx.first("SELECT n FROM t")?.integer("n")
            return [first, try tx.first("SELECT n + 0 AS n, pg_current_snapshot() IS NULL AS never FROM t")?.integer("n")]
        }
        _ = try await database.read { tx in
            runs.withLock { $0 += 1 }
            return try tx.first("SELECT MIN(n) AS n FROM t")
        }

        #expect(seen == [0, 0])
        // Twice, and the other once.
        #expect(runs.withLock(\.self) == 3)
    }

    @Test func `two writes that wait for each other's rows both come through`() async throws {
        let database = try await counter()
        try await database.write { tx in try tx.execute("INSERT INTO t (n) VALUES (100)") }
        let (one, other) = (Gate(), Gate())

        async let first: Void = database.write { tx in
            try tx.execute("UPDATE t SET n = n + 1 WHERE n BETWEEN 0 AND 50")
            one.open()
            other.wait()
            try tx.execute("UPDATE t SET n = n + 1 WHERE n >= 100")
        }
        async let second: Void = database.write { tx in
            try tx.execute("UPDATE t SET n = n + 1 WHERE n >= 100")
            other.open()
            one.wait()
            try tx.execute("UPDATE t SET n = n + 1 WHERE n BETWEEN 0 AND 50")
        }
        _ = try await (first, second)

        #expect(try await database.read { tx in try tx.query("SELECT n FROM t ORDER BY n").map { try $0.integer("n") } } == [2, 102])
    }

    @Test func `a statement that takes too long, and one that waits too long for a lock, are ended and told`() async throws {
        let schema = try await TestSchema()
        try await schema.engine.write { tx in try tx.execute("CREATE TABLE t (n BIGINT NOT NULL PRIMARY KEY)") }
        var limits = PostgresLimits()
        (limits.schema, limits.statementMilliseconds, limits.lockMilliseconds) = (schema.name, 200, 50)
        let impatient = try PostgresDatabase(schema.url, limits: limits)
        let (locked, tried) = (Gate(), Gate())

        await #expect(throws: DatabaseError.unavailable("a statement took too long")) {
            try await impatient.read { tx in _ = try tx.query("SELECT CAST(pg_sleep(20) AS TEXT) AS nothing") }
        }
        async let holder: Void = schema.engine.write { tx in
            try tx.execute("LOCK TABLE t IN EXCLUSIVE MODE")
            locked.open()
            tried.wait()
        }
        await locked.opened()
        await #expect(throws: DatabaseError.unavailable("another transaction holds a lock")) {
            try await impatient.write { tx in try tx.execute("INSERT INTO t (n) VALUES (1)") }
        }
        tried.open()
        try await holder

        // Neither has cost the connection.
        try await impatient.write { tx in try tx.execute("INSERT INTO t (n) VALUES (1)") }
        try await impatient.close()
    }

    private func counter() async throws -> any Database {
        let database = try await TestDatabase(on: .postgres, isMigrated: false)
        try await database.write { tx in
            try tx.execute("CREATE TABLE t (n BIGINT NOT NULL PRIMARY KEY)")
            try tx.execute("INSERT INTO t (n) VALUES (0)")
        }
        return database
    }

    private func count(_ database: any Database) async throws -> Int64? {
        try await database.read { tx in try tx.first("SELECT MAX(n) AS n FROM t")?.integer("n") }
    }
}
