import PerronDomain
import PerronSQLite
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

struct ImportPaceTests {
    @Test func `another process goes on writing while a registry comes in`() async throws {
        let house = try await RegistryHouse(chunk: 500)
        try await house.finish(DemoCast.rows)
        let record = try #require(try await house.record("2614073"))
        let export = try TemporaryExport(FaultyRegistry(rows: 4000, faultShare: 0).bytes)
        // Its own connections to the same file, as the server's process has.
        let server = try SQLiteDatabase(path: house.database.path)
        let (base, clock) = (house.base, ContinuousClock())

        let importing = Task { try await export.imported(in: base) }
        var waits: [Duration] = []
        let isDone = Flag()
        Task {
            _ = await importing.result
            isDone.raise()
        }
        while !isDone.isRaised {
            let id: Identifier<PensionRecord> = base.newID(base.clock.now())
            let started = clock.now
            try await server.write { tx in
                try tx.execute("INSERT INTO sign_in (id, record_id, at, means) VALUES (\(id), \(record.id), 1, 'password')")
            }
            waits.append(clock.now - started)
            try await Task.sleep(for: .milliseconds(5))
        }
        _ = try await importing.value
        try await server.close()

        #expect(try await house.count("pension_record") == 4010)
        #expect(try await house.count("sign_in") == waits.count)
        #expect(waits.count > 20)
        // The longest lock of the import is a fraction of this; a wait may meet two, and the machine is busy with other tests.
        #expect(waits.sorted()[waits.count * 95 / 100] < .milliseconds(400))
        #expect(waits.max()! < .seconds(3))
    }
}
