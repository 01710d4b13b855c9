import PerronDomain
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Synchronization
import Testing

struct MoveHouseTests {
    private static let ways: [(from: Dialect, to: Dialect)] = [(.sqlite, .postgres), (.postgres, .sqlite), (.sqlite, .sqlite)]

    @Test(arguments: ways)
    func `every row of every table arrives, and no other`(from: Dialect, to: Dialect) async throws {
        let (source, target) = (try await filled(from), try await TestDatabase(on: to, isMigrated: false))
        let seen = Mutex<[MoveProgress]>([])

        let moved = try await MoveHouse(from: source, to: target)(now: FixedClock.start) { progress in seen.withLock { $0.append(progress) }
        }

        for table in FundTable.all {
            let rows = try await rows(of: table, in: target)
            #expect(try await rows == self.rows(of: table, in: source))
            #expect(moved.first { $0.name == table.name }?.rows == rows.count)
        }
        #expect(try await Migrator().version(of: target) == Migrator.all.count)
        let rows = moved.reduce(0) { $0 + $1.rows }
        let last = seen.withLock { seen in MoveProgress.Phase.allCases.map { phase in seen.last { $0.phase == phase } } }
        #expect(last.map { $0?.total } == [rows, 2 * rows])
        #expect(last.map { $0?.done } == [rows, 2 * rows])
    }

    @Test(arguments: [Dialect.sqlite, .postgres])
    func `what has moved there and back is what it was`(dialect: Dialect) async throws {
        let (here, there) = (
            try await filled(dialect), try await TestDatabase(on: dialect == .sqlite ? .postgres : .sqlite, isMigrated: false)
        )
        let back = try await TestDatabase(on: dialect)
        _ = try await MoveHouse(from: here, to: there)(now: FixedClock.start) { _ in }

        _ = try await MoveHouse(from: there, to: back)(now: FixedClock.start) { _ in }

        for table in FundTable.all { #expect(try await rows(of: table, in: back) == rows(of: table, in: here)) }
    }

    @Test(arguments: [Dialect.sqlite, .postgres])
    func `a database with a row in it is left as it was`(dialect: Dialect) async throws {
        let (source, target) = (try await filled(.sqlite), try await TestDatabase(on: dialect))
        try await target.write { tx in try tx.execute("INSERT INTO lease (name, holder, until) VALUES ('letters', 'h', 1)") }
        let before = try await target.read { tx in try tx.everyRow(dialect) }

        await #expect(throws: MoveError.targetFilled("lease")) {
            try await MoveHouse(from: source, to: target)(now: FixedClock.start) { _ in }
        }

        #expect(try await target.read { tx in try tx.everyRow(dialect) } == before)
    }

    @Test func `an older schema is neither copied nor copied to`() async throws {
        let (new, old) = (try await filled(.sqlite), try await TestDatabase(isMigrated: false))
        _ = try await Migrator(migrations: Array(Migrator.all.prefix(3))).migrate(old, now: 1)

        await #expect(throws: MoveError.oldSource) { try await MoveHouse(from: old, to: new)(now: FixedClock.start) { _ in } }
        await #expect(throws: MoveError.oldTarget(3)) { try await MoveHouse(from: new, to: old)(now: FixedClock.start) { _ in } }
    }

    @Test(arguments: [MoveProgress.Phase.copying, .comparing])
    func `a copy that breaks off is opened by nobody, and copied over by nobody`(phase: MoveProgress.Phase) async throws {
        let (source, target) = (try await filled(.sqlite), try await TestDatabase(on: .postgres, isMigrated: false))

        await #expect(throws: DatabaseError.unavailable("away")) {
            try await MoveHouse(from: source, to: target)(now: FixedClock.start) { progress in
                if progress.phase == phase { source.isAway = true }
            }
        }
        source.isAway = false

        await #expect(throws: MigrationError.self) { try await Migrator().isDue(target) }
        await #expect(throws: MigrationError.self) { try await Migrator().migrate(target, now: 1) }
        let error = await #expect(throws: MigrationError.self) {
            try await MoveHouse(from: source, to: target)(now: FixedClock.start) { _ in }
        }
        #expect(error.map { "\($0)".contains("not finished") } == true)
        await #expect(throws: MigrationError.self) { try await MoveHouse(from: target, to: source)(now: FixedClock.start) { _ in } }
    }

    @Test func `what is written to the source meanwhile is noticed`() async throws {
        let (source, target) = (try await filled(.sqlite), try await TestDatabase(on: .postgres, isMigrated: false))

        await #expect(throws: MoveError.sourceChanged("pension_record")) { try await move(from: source, to: target, meddlingWith: source) }
    }

    @Test func `what is written to the target meanwhile is noticed`() async throws {
        let (source, target) = (try await filled(.sqlite), try await TestDatabase(on: .postgres, isMigrated: false))

        await #expect(throws: MoveError.targetDiffers("pension_record")) { try await move(from: source, to: target, meddlingWith: target) }
    }

    /// Changes a row in the first table once that has been copied.
    private func move(from source: TestDatabase, to target: TestDatabase, meddlingWith database: TestDatabase) async throws {
        let watched = RecordingDatabase(target)
        _ = try await MoveHouse(from: source, to: watched)(now: FixedClock.start) { _ in
            watched.beforeNextWrite {
                try await database.write { tx in
                    _ = try tx.execute("UPDATE pension_record SET telephone = '7' WHERE number = '2614073'")
                }
            }
        }
    }

    private func rows(of table: FundTable, in database: TestDatabase) async throws -> [[SQLValue]] {
        try await database.read { tx in try FundRows(tx, of: table).page(after: nil, limit: 100).map(\.values) }
    }

    private func filled(_ dialect: Dialect) async throws -> TestDatabase {
        let database = try await TestDatabase(on: dialect)
        try await database.write { tx in try FilledTables.fill(tx, version: Migrator.all.count) }
        return database
    }
}
