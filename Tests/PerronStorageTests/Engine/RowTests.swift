import PerronDomain
import PerronStorage
import Testing

/// SQLite enforces no types, so a row does.
struct RowTests {
    private let row = Row(
        columns: ["text", "number", "blob", "null", "day", "file"],
        values: [.text("letter"), .integer(7), .blob([1]), .null, .text("2026-11-24"), .text("261 40 73")])

    @Test func `each column reads as what it is`() throws {
        #expect(try row.text("text") == "letter")
        #expect(try row.integer("number") == 7)
        #expect(try row.count("number") == 7)
        #expect(try row.instant("number") == Instant(milliseconds: 7))
        #expect(try row.blob("blob") == [1])
        #expect(try row.day("day").iso == "2026-11-24")
        #expect(try row.number("file").digits == "2614073")
        #expect(try row.choice("text") == AccessChannel.letter)
    }

    @Test func `nothing reads as nothing where that is allowed, and only there`() throws {
        #expect(try row.optionalText("null") == nil)
        #expect(try row.optionalInteger("null") == nil)
        #expect(try row.optionalBlob("null") == nil)
        #expect(try row.optionalInstant("null") == nil)
        #expect(try row.optionalDay("null") == nil)
        #expect(try row.optionalChoice("null") as AccessChannel? == nil)
        #expect(try row.optionalID("null") as Identifier<Account>? == nil)
        #expect(throws: RowError.wrongType("null")) { try row.text("null") }
        #expect(throws: RowError.wrongType("null")) { try row.integer("null") }
        #expect(throws: RowError.wrongType("null")) { try row.blob("null") }
    }

    @Test func `a column of the wrong kind is refused by name, never by value`() {
        #expect(throws: RowError.wrongType("number")) { try row.text("number") }
        #expect(throws: RowError.wrongType("text")) { try row.integer("text") }
        #expect(throws: RowError.wrongType("text")) { try row.blob("text") }
        #expect(throws: RowError.wrongType("text")) { try row.optionalInstant("text") }
        #expect(throws: RowError.noColumn("nowhere")) { try row.text("nowhere") }
        #expect(throws: RowError.noColumn("nowhere")) { try row.optionalText("nowhere") }
    }

    @Test func `a text that its type doesn't know is refused`() {
        #expect(throws: RowError.unreadable("text")) { try row.day("text") }
        #expect(throws: RowError.unreadable("text")) { try row.number("text") }
        #expect(throws: RowError.unreadable("day")) { try row.choice("day") as AccessChannel }
        #expect(throws: RowError.unreadable("day")) { try row.optionalChoice("day") as AccessChannel? }
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `a fraction is no whole number`(engine: EngineUnderTest) async throws {
        let database = try await engine.database(isMigrated: false)

        // SQLite's is of the wrong type for a whole number, PostgreSQL's for any column of ours.
        await #expect(throws: (any Error).self) {
            try await database.read { tx in try tx.first("SELECT 1.5 AS half")?.integer("half") }
        }
    }
}
