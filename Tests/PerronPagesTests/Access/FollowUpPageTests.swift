import PerronDomain
import PerronPages
import PerronTestSupport
import Testing

/// What the follow-up says before and after the days that it names, worked out from time and channel alone.
@Suite struct FollowUpPageTests {
    @Test func `it says when one asked, and after its hour speaks of the past`() async throws {
        let (portal, browser) = try await asked(by: .email)
        let before = try await browser.open(.followUp)
        portal.clock.advance(.minutes(11))

        let after = try await browser.open(.followUp)

        for page in [before, after] { #expect(page.says("Demandé le 24 novembre 2026 à 10\u{00A0}h\u{00A0}00.")) }
        #expect(before.says(portal.words()("access.followUp.email.arrives")))
        #expect(!after.says(portal.words()("access.followUp.email.arrives")))
        #expect(after.says("Le message devait arriver avant 10\u{00A0}h\u{00A0}10"))
        #expect(after.says("faites une nouvelle demande"))
    }

    @Test func `a letter that should have left is not said to leave`() async throws {
        let (portal, browser) = try await asked(by: .letter)
        portal.clock.advance(.hours(23))

        let page = try await browser.open(.followUp)

        #expect(page.says("La lettre devait partir"))
    }

    @Test(arguments: [Route.signIn, .accessRequest])
    func `the way there stands where one looks for it`(route: Route) async throws {
        let page = try await Portal().browser().open(route)

        #expect(page.body.contains("href=\"/acces/suivi\""))
    }

    private func asked(by channel: AccessChannel) async throws -> (Portal, Browser) {
        let portal = try await Portal()
        let browser = portal.browser()
        try await browser.open(.accessRequest)
        portal.clock.advance(.seconds(25))
        try await browser.send([.role: "affilie", .number: Cast.camille.number.digits, .robot: "oui"], to: .accessRequest)
        try await browser.send([.channel: channel.formValue], to: .accessChannel)
        return (portal, browser)
    }
}
