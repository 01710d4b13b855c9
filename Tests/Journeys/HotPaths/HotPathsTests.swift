import PerronDomain
import PerronPages
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

/// With a million files, what members and the worker wait for is found through an index.
struct HotPathsTests {
    /// A handful of rows each, whatever the fund.
    private static let small: Set<String> = [
        "lease", "alarm", "sign_in_window", "letter_day", "letter_batch", "test_letter", "audit_beginning",
    ]

    @Test func `no statement of the journey or of the worker walks a table from end to end`() async throws {
        let walks = try await journey()

        #expect(walks.found == [])
        #expect(walks.statements > 50)
    }

    @Test(arguments: [("member_session", "member_session_alive"), ("letter", "letter_waiting"), ("sign_in", "sign_in_by_record")])
    func `without one of its indexes it does, and that is found`(table: String, index: String) async throws {
        let walks = try await journey(without: index)

        #expect(walks.found.contains { $0.hasPrefix(table + ":") })
    }

    private func journey(without index: String? = nil) async throws -> (found: [String], statements: Int) {
        var asked: ExplainingDatabase?
        let portal = try await Portal { database in
            let explaining = ExplainingDatabase(database)
            asked = explaining
            return explaining
        }
        let database = try #require(asked)
        database.begin()
        if let index { try await portal.house.database.write { tx in try tx.execute("DROP INDEX \(SQL(stringLiteral: index))") } }

        let browser = portal.browser()
        try await portal.openSpace(of: Cast.camille, in: browser)
        try await browser.open(.memberSpace)
        try await portal.signIn(Cast.camille.number, with: Portal.password, in: portal.browser(at: "192.0.2.8"))
        try await portal.signIn(Cast.camille.number, with: "une autre lavande girafe", in: portal.browser(at: "192.0.2.9"))
        try await portal.ask(Cast.henri, by: .letter, in: portal.browser(at: "192.0.2.10"))
        _ = try await portal.code(postedFor: Cast.henri)
        try await portal.handOver()
        portal.clock.advance(.hours(30))
        _ = try await Housekeeping(portal.house.base)()
        return (database.walks(exceptIn: Self.small), database.statements)
    }
}
