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
