import Foundation
import PerronDomain
import PerronSQLite
import PerronStorage
import PerronTestSupport
import Testing

/// What holds for the embedded engine alone.
struct SQLiteTests {
    @Test func `an acknowledged commit is on disk: full sync, write-ahead log, foreign keys`() async throws {
        let test = try await TestDatabase()

        // 2 is FULL. Read back on the connection that writes, once it has written.
        #expect(try await test.file.writerPragma("synchronous") == "2")
        #expect(try await test.file.writerPragma("journal_mode") == "wal")
        #expect(try await test.file.writerPragma("foreign_keys") == "1")
    }

    @Test func `opening a database again keeps these pragmas`() async throws {
        let test = try await TestDatabase()

        let again = try SQLiteDatabase(path: test.path)

        #expect(try await again.writerPragma("synchronous") == "2")
        #expect(try await again.writerPragma("journal_mode") == "wal")
        try await again.close()
    }

    /// A WAL frame is 24 bytes and a page; a commit appends at least one frame for each page that it changed. Were each of the 400
    /// rows committed alone, the log would hold at least 400 frames.
    @Test func `many writes that wait together share one commit`() async throws {
        let test = try await TestDatabase(isMigrated: false)
        try await test.write { tx in try tx.execute("CREATE TABLE t (id BIGINT NOT NULL PRIMARY KEY)") }
        let before = try frames(test.path)

        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<400 {
                group.addTask { _ = try await test.write { tx in try tx.execute("INSERT INTO t (id) VALUES (\(number))") } }
            }
            try await group.waitForAll()
        }

        let rows = try await test.read { tx in try tx.first("SELECT COUNT(*) AS count FROM t")?.count("count") }
        #expect(rows == 400)
        #expect(try frames(test.path) - before < 200)
    }

    @Test func `writes one after the other are committed one by one`() async throws {
        let test = try await TestDatabase(isMigrated: false)
        try await test.write { tx in try tx.execute("CREATE TABLE t (id BIGINT NOT NULL PRIMARY KEY)") }
        let before = try frames(test.path)

        for number in 0..<20 {
            try await test.write { tx in try tx.execute("INSERT INTO t (id) VALUES (\(number))") }
        }

        #expect(try frames(test.path) - before >= 20)
    }

    @Test func `no statement is worked out again for another value`() async throws {
        let test = try await TestDatabase()
        // Its connection made no schema, which has statements worked out again too.
        let engine = try SQLiteDatabase(path: test.path)
        let (now, random) = (FixedClock.start, SeededRandom())

        try await engine.write { tx in
            for (kind, subject) in Quotas.Kind.allCases.flatMap({ kind in [[1], [2]].map { (kind, $0 as [UInt8]) } }) {
                try Quotas(tx).count(kind, subject: subject, at: now, random: random)
                _ = try Quotas(tx).instants(kind, subject: subject, since: now.subtracting(.hours(1)))
                _ = try Quotas(tx).latest(kind, subject: subject, since: now.subtracting(.hours(1)))
                _ = try Quotas(tx).number(kind, subject: subject, since: now.subtracting(.hours(1)), most: 9)
                _ = try Quotas(tx).number(kind, subject: subject, from: now, until: now.adding(.hours(1)), most: 9)
                try Quotas(tx).forget(kind, subject: subject)
            }
            for kind in StaffTask.Kind.allCases {
                _ = try StaffTasks(tx).open(kind)
                _ = try StaffTasks(tx).open(kind, limit: 9)
                _ = try StaffTasks(tx).count(kind)
            }
            for start in [now, now.adding(.hours(1))] { _ = try SignInWindows(tx).count(from: start, until: start.adding(.hours(1))) }
            // One that is: a parameter for the state that an index holds only some of.
            for state in ["waiting", "printed"] {
                _ = try tx.query("SELECT id FROM letter WHERE state = \(state) AND posting_day = \(state)")
            }
        }

        #expect(try await engine.statementsWorkedOutAgain() == ["SELECT id FROM letter WHERE state = $1 AND posting_day = $2"])
        try await engine.close()
    }

    /// What a killed process leaves is the file and its log as they are on disk at that moment.
    @Test func `a copy taken right after an answer holds what was acknowledged`() async throws {
        let test = try await TestDatabase()
        try await test.write { tx in
            try tx.execute("INSERT INTO robot_claim (id, expires_at) VALUES (\([1, 2, 3] as [UInt8]), \(7))")
        }

        let copy = test.path + ".copy"
        try FileManager.default.copyItem(atPath: test.path, toPath: copy)
        try FileManager.default.copyItem(atPath: test.path + "-wal", toPath: copy + "-wal")
        let survivor = try SQLiteDatabase(path: copy)

        let found = try await survivor.read { tx in try tx.first("SELECT expires_at FROM robot_claim")?.integer("expires_at") }
        #expect(found == 7)
        try await survivor.close()
    }

    /// The other process here is a second engine on the same file: it holds the lock for longer than a writer waits for it.
    @Test func `all who wait for another process's lock are told at once, and the next write goes through`() async throws {
        let test = try await TestDatabase()
        let waiting = try SQLiteDatabase(path: test.path, busyTimeout: 0.05)
        let (locked, lock) = AsyncStream.makeStream(of: Void.self)
        let release = DispatchSemaphore(value: 0)
        async let holding: Void = test.write { tx in
            try tx.execute("INSERT INTO robot_claim (id, expires_at) VALUES (\([1] as [UInt8]), \(7))")
            lock.finish()
            release.wait()
        }
        for await _ in locked {}

        let failures = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<50 { group.addTask { await isUnavailable(waiting, [2, UInt8(number)]) } }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        release.signal()
        try await holding

        #expect(failures == 50)
        #expect(await !isUnavailable(waiting, [3]))
        try await waiting.close()
    }

    @Test(arguments: ["", "-wal"])
    func `nothing is acknowledged into a file that was moved away, and put back it goes on`(ending: String) async throws {
        let test = try await TestDatabase()
        let (path, away) = (test.path + ending, test.path + ".away")

        try FileManager.default.moveItem(atPath: path, toPath: away)
        let moved = await isUnavailable(test.file, [1])
        try Data().write(to: URL(filePath: path))
        let replaced = await isUnavailable(test.file, [2])
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.moveItem(atPath: away, toPath: path)

        #expect(moved && replaced)
        #expect(await !isUnavailable(test.file, [3]))
        #expect(try await test.read { tx in try tx.query("SELECT id FROM robot_claim").map { try $0.blob("id") } } == [[3]])
    }

    @Test func `a writer that waits for another process's lock is seen by it, and no longer once it has written`() async throws {
        let test = try await TestDatabase()
        let other = try SQLiteDatabase(path: test.path)
        let (locked, lock) = AsyncStream.makeStream(of: Void.self)
        #expect(!test.isSomebodyWaiting)

        async let wasSeen = test.write { tx in
            try tx.execute("INSERT INTO robot_claim (id, expires_at) VALUES (\([1] as [UInt8]), \(7))")
            lock.finish()
            // Seen within moments, or never.
            for _ in 0..<5_000_000 where test.isSomebodyWaiting { return true }
            return false
        }
        for await _ in locked {}
        try await other.write { tx in try tx.execute("INSERT INTO robot_claim (id, expires_at) VALUES (\([2] as [UInt8]), \(7))") }

        #expect(try await wasSeen)
        #expect(!test.isSomebodyWaiting)
        try await other.close()
    }

    @Test func `a database that can't be opened says so`() {
        #expect(throws: DatabaseError.self) { try SQLiteDatabase(path: "/nowhere/at/all/perron.sqlite") }
    }

    /// Whether a write is refused because the store is away.
    private func isUnavailable(_ database: SQLiteDatabase, _ claim: [UInt8]) async -> Bool {
        do {
            try await database.write { tx in try tx.execute("INSERT INTO robot_claim (id, expires_at) VALUES (\(claim), \(7))") }
            return false
        } catch {
            guard case DatabaseError.unavailable = error else { return false }
            return true
        }
    }

    private func frames(_ path: String) throws -> Int {
        let size = try FileManager.default.attributesOfItem(atPath: path + "-wal")[.size] as? Int ?? 0
        return (size - 32) / (24 + 4096)
    }
}
