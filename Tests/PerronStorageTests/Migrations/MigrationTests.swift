import PerronDomain
import PerronStorage
import PerronTestSupport
import Testing

struct MigrationTests {
    @Test func `steps are numbered one after the other, each with a title`() {
        #expect(Migrator.all.map(\.number) == Array(1...Migrator.all.count))
        #expect(Set(Migrator.all.map(\.title)).count == Migrator.all.count)
        #expect(Migrator.all.allSatisfy { !$0.statements.isEmpty })
    }

    @Test(arguments: EngineUnderTest.allCases, Array(0..<Migrator.all.count))
    func `a database of any earlier version is brought to the newest, its rows kept`(engine: EngineUnderTest, earlier: Int) async throws {
        let database = try await engine.database(isMigrated: false)
        let old = Migrator(migrations: Array(Migrator.all.prefix(earlier)))
        _ = try await old.migrate(database, now: 1)
        try await database.write { tx in try FilledTables.fill(tx, version: earlier) }
        let before = try await rows(database)

        let applied = try await Migrator().migrate(database, now: 2)

        #expect(applied == Migrator.all.dropFirst(earlier).map { "\($0.number) \($0.title)" })
        #expect(try await Migrator().version(of: database) == Migrator.all.count)
        let after = try await rows(database)
        #expect(Set(before.keys).subtracting(after.keys).isSubset(of: ["import_row", "import_closing"]))
        for (table, rows) in after where before[table] != nil { #expect(rows.isSame(as: before[table] ?? []), "\(table)") }
        #expect(try await Migrator().migrate(database, now: 3) == [])
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `every way to the newest version ends in the same schema`(engine: EngineUnderTest) async throws {
        let atOnce = try await engine.database()
        let stepwise = try await engine.database(isMigrated: false)

        for count in 1...Migrator.all.count {
            _ = try await Migrator(migrations: Array(Migrator.all.prefix(count))).migrate(stepwise, now: 1)
        }

        #expect(try await schema(stepwise) == schema(atOnce))
        #expect(try await !schema(atOnce).isEmpty)
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `a step that fails is undone as a whole and tried again`(engine: EngineUnderTest) async throws {
        let database = try await engine.database(isMigrated: false)
        let good: SQL = "CREATE TABLE t (id TEXT NOT NULL PRIMARY KEY)"
        let bad = Migrator(migrations: [Migration(number: 1, title: "t", statements: [good, "CREATE NONSENSE"])])

        await #expect(throws: DatabaseError.self) { try await bad.migrate(database, now: 1) }

        #expect(try await bad.version(of: database) == 0)
        #expect(try await Migrator(migrations: [Migration(number: 1, title: "t", statements: [good])]).migrate(database, now: 1) == ["1 t"])
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `a database of a newer perron is left alone`(engine: EngineUnderTest) async throws {
        let database = try await engine.database()
        let newest = Migrator.all.count
        try await database.write { tx in
            try tx.execute("INSERT INTO schema_migration (number, title, applied_at) VALUES (\(newest + 1), \("later"), \(0))")
        }

        do {
            _ = try await Migrator().migrate(database, now: 1)
            Issue.record("a newer database was taken")
        } catch let error as MigrationError {
            #expect("\(error)" == "the database has schema \(newest + 1), this perron knows \(newest): run the newer perron")
        }
    }

    /// Every row of every table, each value by its column.
    private func rows(_ database: any Database) async throws -> [String: [[String: SQLValue]]] {
        try await database.read { tx in
            try tx.tables(database.dialect).filter { !$0.hasPrefix("schema_") }.reduce(into: [:]) { tables, table in
                tables[table] = try tx.query("SELECT * FROM \(SQL(stringLiteral: table)) ORDER BY 1").map { row in
                    Dictionary(uniqueKeysWithValues: zip(row.columns, row.values))
                }
            }
        }
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `browsers recognised before they could be for several files stay so`(engine: EngineUnderTest) async throws {
        let database = try await engine.database(isMigrated: false)
        _ = try await Migrator(migrations: Array(Migrator.all.prefix(7))).migrate(database, now: 1)
        let record = Identifier<PensionRecord>(stored: "01JDC6ZK3M7Q2V8X4T5R9W0YAB")
        let digest: [UInt8] = [1]
        try await database.write { tx in
            try tx.execute(
                """
                INSERT INTO pension_record
                  (id, number, situation, family_name, birth_name, given_names, address_1, address_2, address_3, address_4, address_5,
                   address_6, telephone, contents, last_run, updated_at)
                VALUES (\(record), '2614073', 'contributing', 'MOREAU', 'MOREAU', 'Camille', '', '', '', '', '', '', '', \(digest), 'test', 0)
                """)
            try tx.execute(
                """
                INSERT INTO recognised_browser (id, token_digest, record_id, since, expires_at)
                VALUES ('01JDC6ZK3M7Q2V8X4T5R9W0YAE', \(digest), \(record), 0, 10)
                """)
        }

        _ = try await Migrator().migrate(database, now: 2)

        let found = try await database.read { tx in
            try RecognisedBrowsers(tx).find(tokenDigest: digest, record: record, now: Instant(milliseconds: 1))
        }
        #expect(found?.text == "01JDC6ZK3M7Q2V8X4T5R9W0YAE")
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `what left of a month before months were counted counts in it`(engine: EngineUnderTest) async throws {
        let database = try await engine.database(isMigrated: false)
        _ = try await Migrator(migrations: Array(Migrator.all.prefix(11))).migrate(database, now: 1)
        try await database.write { tx in
            try tx.execute(
                """
                INSERT INTO letter_day (day, source, letters) VALUES
                  ('2026-10-30', 'all', 9), ('2026-11-01', 'all', 5), ('2026-11-01', 'busyNetworks', 4), ('2026-11-20', 'all', 7)
                """)
        }

        _ = try await Migrator().migrate(database, now: 2)

        let months = try await database.read { tx in
            try ["2026-10-01", "2026-11-01", "2026-12-01"].map { try LetterDays(tx).letters(.month, on: CalendarDay(iso: $0)!) }
        }
        #expect(months == [9, 12, 0])
    }

    private func schema(_ database: any Database) async throws -> [String] {
        switch database.dialect {
        case .sqlite:
            try await database.read { tx in
                try tx.query("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name").map { try $0.text("sql") }
            }
        case .postgres:
            try await database.read { tx in
                try tx.query(
                    """
                    SELECT table_name || '.' || column_name || ' ' || data_type AS sql FROM information_schema.columns
                    WHERE table_schema = current_schema() ORDER BY 1
                    """
                ).map { try $0.text("sql") }
            }
        }
    }
}

extension [[String: SQLValue]] {
    /// In the columns that both have.
    fileprivate func isSame(as others: [[String: SQLValue]]) -> Bool {
        count == others.count
            && zip(self, others).allSatisfy { row, other in
                row.keys.contains { other[$0] != nil } && row.allSatisfy { other[$0.key] ?? $0.value == $0.value }
            }
    }
}
