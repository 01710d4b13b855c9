import PerronDomain
import PerronSQLite
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Synchronization
import Testing

/// How long a transaction lasts is the machine's; how much it does is ours. `bin/evidence` measures the milliseconds.
struct ImportPaceTests {
    @Test func `no transaction of an import writes more rows than its share`() async throws {
        let chunk = 50
        let house = try await RegistryHouse(chunk: chunk)
        try await house.finish(DemoCast.rows)
        let seen = Seen()
        house.gate.before { tx in seen.note(try Self.rows(tx)) }

        try await TemporaryExport(FaultyRegistry(rows: 4000, faultShare: 0).bytes).imported(in: house.base)
        seen.note(try await house.database.read { tx in try Self.rows(tx) })

        #expect(try await house.count("pension_record") == 4010)
        // A fast machine takes several times as many as the setting says, a slow one fewer (`WritePace`).
        let most = house.database.dialect.hasOneWriter ? 4 * chunk : 16 * chunk
        #expect(seen.largestStep <= most)
        #expect(seen.count > 4000 / most)
    }

    @Test func `another process goes on writing while a registry comes in`() async throws {
        let house = try await RegistryHouse(chunk: 500, on: .sqlite)
        try await house.finish(DemoCast.rows)
        let record = try #require(try await house.record("2614073"))
        let export = try TemporaryExport(FaultyRegistry(rows: 4000, faultShare: 0).bytes)
        // Its own connections to the same file, as the server's process has.
        let server = try SQLiteDatabase(path: house.database.path)
        let base = house.base
        let isDone = Flag()

        let importing = Task {
            defer { isDone.raise() }
            return try await export.imported(in: base)
        }
        var written = 0
        while !isDone.isRaised {
            let id: Identifier<PensionRecord> = base.newID(base.clock.now())
            try await server.write { tx in
                try tx.execute("INSERT INTO sign_in (id, record_id, at, means) VALUES (\(id), \(record.id), 1, 'password')")
            }
            written += 1
        }
        _ = try await importing.value
        try await server.close()

        #expect(try await house.count("pension_record") == 4010)
        #expect(try await house.count("sign_in") == written)
        #expect(written > 0)
    }

    private static func rows(_ tx: any Transaction) throws -> Int {
        try tx.first("SELECT COUNT(*) AS count FROM pension_record")?.count("count") ?? 0
    }

    /// How many rows there were at the head of each transaction, so that two heads tell what the one between them did.
    private final class Seen: Sendable {
        private let heads = Mutex<[Int]>([])

        func note(_ rows: Int) { heads.withLock { $0.append(rows) } }

        var count: Int { heads.withLock(\.count) }

        var largestStep: Int {
            heads.withLock { heads in
                zip(heads, heads.dropFirst()).map { $1 - $0 }.max() ?? 0
            }
        }
    }
}
