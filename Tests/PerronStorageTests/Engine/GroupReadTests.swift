import Dispatch
import PerronStorage
import PerronTestSupport
import Testing

/// Reads of the embedded engine that wait together share one snapshot.
struct GroupReadTests {
    @Test func `a read sees what was acknowledged before it was asked for, however many others there are`() async throws {
        let test = try await TestDatabase(isMigrated: false)
        try await test.write { tx in try tx.execute("CREATE TABLE t (reader BIGINT NOT NULL, value BIGINT NOT NULL)") }

        let stale = try await withThrowingTaskGroup(of: Int.self) { group in
            for reader in 0..<32 {
                group.addTask {
                    var stale = 0
                    for value in 0..<20 {
                        try await test.write { tx in try tx.execute("INSERT INTO t (reader, value) VALUES (\(reader), \(value))") }
                        let newest = try await test.read { tx in
                            try tx.first("SELECT MAX(value) AS newest FROM t WHERE reader = \(reader)")?.count("newest")
                        }
                        if newest != value { stale += 1 }
                    }
                    return stale
                }
            }
            return try await group.reduce(0, +)
        }

        #expect(stale == 0)
    }

    @Test func `a read that fails takes none of its neighbours with it`() async throws {
        let test = try await TestDatabase(isMigrated: false)

        let results = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<100 {
                group.addTask {
                    do {
                        let row = try await test.read { tx in
                            try tx.first(number.isMultiple(of: 3) ? "SELECT nothing FROM nowhere" : "SELECT \(number) AS number")
                        }
                        return try row?.count("number") == number
                    } catch DatabaseError.statement {
                        return number.isMultiple(of: 3)
                    } catch {
                        return false
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }

        #expect(results.count == 100)
        #expect(results.allSatisfy { $0 })
    }

    @Test func `a read that takes long holds up only those that share its snapshot`() async throws {
        let test = try await TestDatabase(isMigrated: false)
        let (entered, enter) = AsyncStream.makeStream(of: Void.self)
        let gate = DispatchSemaphore(value: 0)

        let slow = Task {
            try await test.read { _ in
                enter.yield()
                gate.wait()
            }
        }
        for await _ in entered { break }
        let row = try await test.read { tx in try tx.first("SELECT 7 AS number") }
        gate.signal()

        #expect(try row?.count("number") == 7)
        try await slow.value
    }

    @Test func `nothing can be written in a read`() async throws {
        let test = try await TestDatabase(isMigrated: false)
        try await test.write { tx in try tx.execute("CREATE TABLE t (id BIGINT NOT NULL PRIMARY KEY)") }

        await #expect(throws: (any Error).self) { try await test.read { tx in try tx.execute("INSERT INTO t (id) VALUES (1)") } }

        #expect(try await test.read { tx in try tx.query("SELECT id FROM t").count } == 0)
    }
}
