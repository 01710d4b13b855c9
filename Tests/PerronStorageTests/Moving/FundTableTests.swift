import PerronStorage
import PerronTestSupport
import Testing

struct FundTableTests {
    /// Those that say which schema it is.
    private static let ofSchema = ["schema_checksum", "schema_migration"]

    @Test(arguments: EngineUnderTest.allCases)
    func `every table of the schema is moved`(engine: EngineUnderTest) async throws {
        let database = try await engine.database()

        let tables = try await database.read { tx in try tx.tables(database.dialect) }

        #expect(tables.sorted() == (FundTable.all.map(\.name) + Self.ofSchema).sorted())
    }

    @Test func `each is walked by its primary key, and stands after those that its rows refer to`() async throws {
        let database = try await EngineUnderTest.sqlite.database()
        var before: Set<String> = []

        for table in FundTable.all {
            let (key, targets) = try await database.read { tx in
                (
                    try tx.query("SELECT name FROM pragma_table_info(\(table.name)) WHERE pk > 0 ORDER BY pk").map { try $0.text("name") },
                    try tx.query("SELECT \"table\" AS name FROM pragma_foreign_key_list(\(table.name))").map { try $0.text("name") }
                )
            }
            #expect(table.key == key)
            #expect(before.isSuperset(of: targets), "\(table.name) refers to \(targets)")
            before.insert(table.name)
        }
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `the tests' rows are in every table`(engine: EngineUnderTest) async throws {
        let database = try await engine.database()

        try await database.write { tx in try FilledTables.fill(tx, version: Migrator.all.count) }

        for table in FundTable.all { #expect(try await database.read { tx in try !FundRows(tx, of: table).isEmpty() }, "\(table.name)") }
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `pages follow each other without a gap, by keys of one column and of two`(engine: EngineUnderTest) async throws {
        let database = try await engine.database()
        let claims = try #require(FundTable.all.first { $0.name == "robot_claim" })
        let days = try #require(FundTable.all.first { $0.name == "letter_day" })
        try await database.write { tx in
            for number in 0..<7 {
                let id: [UInt8] = [UInt8(number * 40)]
                try tx.execute("INSERT INTO robot_claim (id, expires_at) VALUES (\(id), 1)")
                try tx.execute(
                    "INSERT INTO letter_day (day, source, letters) VALUES (\("2026-01-0\(1 + number / 3)"), \("s\(number % 3)"), 1)")
            }
        }

        for table in [claims, days] {
            let keys = try await database.read { tx in
                var keys: [[SQLValue]] = []
                while true {
                    let page = try FundRows(tx, of: table).page(after: keys.last, limit: 2)
                    if page.isEmpty { return keys }
                    keys += try page.map(table.key(of:))
                }
            }
            #expect(keys.count == 7)
            #expect(Set(keys.map { "\($0)" }).count == 7)
        }
    }
}
