import HTTPTypes
import PerronDomain
import PerronPages
import PerronTestSupport
import Testing

@Suite struct StoreAwayTests {
    @Test func `while the store is away the public pages stay, everything else says so, and afterwards it goes on`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await browser.open(.accessRequest)
        portal.clock.advance(.seconds(25))
        let form = try #require(browser.page?.fields(ofFormTo: .accessRequest)).merging(
            [FormField.role.rawValue: Role.member.formValue, FormField.number.rawValue: "2614073", FormField.robot.rawValue: "oui"]) { $1 }

        portal.house.database.isAway = true
        let asked = try await browser.post(fields: form, to: Route.accessRequest.path)
        let publicPage = try await portal.browser().open(.home)
        portal.house.database.isAway = false
        let again = try await browser.post(fields: form, to: Route.accessRequest.path)

        #expect(asked.status == 503)
        #expect(asked.headers[.retryAfter] == "30")
        #expect(asked.says(portal.words()("site.error.unavailable.title")))
        #expect(publicPage.status == 200)
        #expect(again.status == 303)
    }

    @Test func `a member whose store is away is neither signed out nor called wrong`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await portal.openSpace(of: Cast.camille, in: browser)
        let stranger = portal.browser()
        try await stranger.open(.signIn)

        portal.house.database.isAway = true
        let space = try await browser.open(.memberSpace)
        let signIn = try await stranger.post(
            [.number: Cast.camille.number.digits, .password: Portal.password], to: .signIn)
        portal.house.database.isAway = false

        #expect(space.status == 503)
        #expect(signIn.status == 503)
        #expect(try await browser.open(.memberSpace).path == "/espace")
    }

    @Test func `the worker tries an order again once the store is back`() async throws {
        let portal = try await Portal()
        try await portal.ask(Cast.camille, by: .email, in: portal.browser())

        portal.house.database.isAway = true
        await #expect(throws: (any Error).self) { try await portal.dispatch() }
        portal.house.database.isAway = false

        #expect(try await portal.code(mailedTo: Cast.camille).count == 14)
    }
}
