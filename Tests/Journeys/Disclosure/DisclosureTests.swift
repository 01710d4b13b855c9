import PerronDomain
import PerronPages
import PerronTestSupport
import Testing

/// Whether the choice of a channel shows anything of the address on file.
@Suite struct DisclosureTests {
    @Test(arguments: [Limits.Disclosure.uniform, .masked])
    func `only a fund that wishes it shows a recognised browser part of the address`(disclosure: Limits.Disclosure) async throws {
        let portal = try await portal(disclosure)
        let browser = portal.browser()
        try await portal.openSpace(of: Cast.camille, in: browser)

        let page = try await channel(of: Cast.camille.number, in: browser, portal)

        #expect(page.says("c•••@e•••.fr") == (disclosure == .masked))
        #expect(page.says(portal.words()("access.channel.same")) == (disclosure == .uniform))
        #expect(!page.says("camille.moreau@"))
    }

    @Test func `a stranger sees the same page for every number, and so does a browser that is recognised for another file`() async throws {
        let portal = try await portal(.masked)
        let known = portal.browser()
        try await portal.ask(Cast.henri, by: .letter, in: known)
        try await portal.signIn(Cast.henri.number, with: try await portal.code(postedFor: Cast.henri), in: known)
        try await portal.choose(born: Cast.henri.birthDate, in: known)
        var pages: [Answer] = []

        for browser in [portal.browser(), known] {
            for number in [Cast.camille.number, Cast.nobody, Cast.henri.number] {
                pages.append(try await channel(of: number, in: browser, portal))
            }
        }

        for page in pages {
            #expect(page.says(portal.words()("access.channel.same")))
            #expect(page.says(portal.words()("access.channel.email.text")))
            #expect(!page.says("•••"))
        }
    }

    private func portal(_ disclosure: Limits.Disclosure) async throws -> Portal {
        var limits = Portal.limits
        limits.access.disclosure = disclosure
        return try await Portal(limits: limits)
    }

    private func channel(of number: FileNumber, in browser: Browser, _ portal: Portal) async throws -> Answer {
        try await browser.open(.accessRequest)
        portal.clock.advance(.seconds(25))
        return try await browser.send([.role: Role.member.formValue, .number: number.digits, .robot: "oui"], to: .accessRequest)
    }
}
