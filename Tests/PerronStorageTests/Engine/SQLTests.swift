import PerronDomain
import PerronStorage
import Testing

struct SQLTests {
    @Test func `a value never becomes text of the statement`() throws {
        let hostile = "'; DROP TABLE account; --"

        let statement: SQL = "SELECT id FROM account WHERE name = \(hostile) AND at > \(Instant(seconds: 1)) AND n = \(42)"

        #expect(statement.text == "SELECT id FROM account WHERE name = $1 AND at > $2 AND n = $3")
        #expect(statement.values == [.text(hostile), .integer(1000), .integer(42)])
    }

    @Test func `nothing is stored as NULL, whatever its type`() {
        let (text, instant, channel): (String?, Instant?, AccessChannel?) = (nil, nil, .letter)

        let statement: SQL = "VALUES (\(text), \(instant), \(channel))"

        #expect(statement.values == [.null, .null, .text("letter")])
    }

    @Test func `a piece of our own source is text and leaves the numbers alone`() {
        let columns: SQL = "id, name"

        let statement: SQL = "SELECT \(columns) FROM t WHERE id = \("a") OR id = \("b")"

        #expect(statement.text == "SELECT id, name FROM t WHERE id = $1 OR id = $2")
    }

    @Test func `our types have one stored form each`() throws {
        let number = try FileNumber("n° 261-40-73")
        let email = try #require(EmailAddress("a@Exemple.FR"))
        let day = try #require(CalendarDay(iso: "2026-11-24"))

        #expect(number.sqlValue == .text("2614073"))
        #expect(email.sqlValue == .text("a@exemple.fr"))
        #expect(day.sqlValue == .text("2026-11-24"))
        #expect(AccessRequestState.withStaff.sqlValue == .text("withStaff"))
        #expect(Identifier<Account>(stored: "X").sqlValue == .text("X"))
        #expect(([1, 2] as [UInt8]).sqlValue == .blob([1, 2]))
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `what is written is read back, byte for byte`(engine: EngineUnderTest) async throws {
        let database = try await engine.database(isMigrated: false)
        let hostile = "'; DROP TABLE t; -- \u{0301}é€😀 \"$1\""

        let row = try await database.write { tx in
            try tx.execute("CREATE TABLE t (a TEXT, b BIGINT, c BYTEA, d TEXT)")
            try tx.execute("INSERT INTO t (d, c, b, a) VALUES (\(nil as String?), \([0, 255] as [UInt8]), \(Int64.min), \(hostile))")
            return try tx.first("SELECT a, b, c, d FROM t WHERE a = \(hostile)")
        }

        #expect(try row?.text("a") == hostile)
        #expect(try row?.integer("b") == .min)
        #expect(try row?.blob("c") == [0, 255])
        #expect(try row?.optionalText("d") == nil)
    }

    /// SQLite numbers `$10` by where it first stands unless it is bound by its name.
    @Test(arguments: EngineUnderTest.allCases)
    func `more than nine parameters keep their places`(engine: EngineUnderTest) async throws {
        let database = try await engine.database(isMigrated: false)

        let row = try await database.read { tx in
            try tx.first(
                """
                SELECT CAST(\(1) AS BIGINT) AS a, CAST(\(2) AS BIGINT) AS b, CAST(\(3) AS BIGINT) AS c, CAST(\(4) AS BIGINT) AS d,
                  CAST(\(5) AS BIGINT) AS e, CAST(\(6) AS BIGINT) AS f, CAST(\(7) AS BIGINT) AS g, CAST(\(8) AS BIGINT) AS h,
                  CAST(\(9) AS BIGINT) AS i, CAST(\(10) AS BIGINT) AS j, CAST(\(11) AS BIGINT) AS k
                """)
        }

        #expect(try "abcdefghijk".map { try row?.count(String($0)) } == Array(1...11))
    }
}
