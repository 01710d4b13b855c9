import HTTPTypes
import PerronPages
import PerronStorage
import PerronTestSupport
import Testing

/// What a load balancer is told.
struct HealthTests {
    @Test(arguments: [("/healthz", "alive\n"), ("/readyz", "ready\n")])
    func `a node that can serve says so in a word, under whatever host, without a cookie`(path: String, word: String) async throws {
        let portal = try await Portal()

        let answer = try await portal.browser().ask(.get, path, host: "10.0.0.5:8080")

        #expect(answer.status == 200)
        #expect(answer.body == word)
        #expect(answer.headers[.setCookie] == nil)
        #expect(answer.headers[.cacheControl] == "no-store")
        #expect(try await portal.browser().ask(.head, path).status == 200)
    }

    @Test func `a node that is about to stop is alive and not ready, and each answer is its connection's last`() async throws {
        let portal = try await Portal()
        #expect(try await portal.browser().open(.home).headers[.connection] == nil)

        portal.site.draining.begin()

        let ready = try await portal.browser().ask(.get, "/readyz")
        #expect((ready.status, ready.body) == (503, "draining\n"))
        #expect(try await portal.browser().ask(.get, "/healthz").status == 200)
        let page = try await portal.browser().open(.home)
        #expect((page.status, page.headers[.connection]) == (200, "close"))
    }

    @Test func `a node whose database is away is alive and not ready`() async throws {
        let portal = try await Portal()

        portal.house.database.isAway = true

        let ready = try await portal.browser().ask(.get, "/readyz")
        #expect((ready.status, ready.body) == (503, "database\n"))
        #expect(try await portal.browser().ask(.get, "/healthz").status == 200)
    }

    @Test func `a node whose database lacks a step is not ready, and one that a newer program has changed is`() async throws {
        let portal = try await Portal()
        let last = try #require(Migrator.all.last).number

        try await portal.house.database.write { tx in try tx.execute("DELETE FROM schema_migration WHERE number = \(last)") }
        let behind = try await portal.browser().ask(.get, "/readyz")
        try await portal.house.database.write { tx in
            try tx.execute("INSERT INTO schema_migration (number, title, applied_at) VALUES (\(last + 1), 'newer', 0)")
        }
        let ahead = try await portal.browser().ask(.get, "/readyz")

        #expect((behind.status, behind.body) == (503, "schema\n"))
        #expect((ahead.status, ahead.body) == (200, "ready\n"))
    }
}
