import PerronDomain
import PerronPages
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

/// The mail server is away, or refuses: the page has promised an e-mail with its hour, a letter if none can come, and what to do.
@Suite struct PostOfficeTests {
    @Test func `while the mail server is down the e-mail waits, and opens the space once it comes`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        portal.mailbag.answer = .deferred(code: 0)
        try await portal.ask(Cast.camille, by: .email, in: browser)
        try await portal.dispatch()
        portal.clock.advance(.minutes(20))

        let late = try await browser.open(.followUp)
        #expect(late.says("Le message devait arriver avant"))
        #expect(late.says(portal.words()("access.followUp.nothing.email")))
        #expect(portal.mailbag.messages.isEmpty)

        portal.mailbag.answer = .delivered
        try await portal.signIn(Cast.camille.number, with: try await portal.code(mailedTo: Cast.camille), in: browser)
        #expect(try await portal.choose(born: Cast.camille.birthDate, in: browser).path == "/espace")
    }

    @Test func `an e-mail that is refused for good leaves as a letter, whose code opens the space`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        portal.mailbag.answer = .refused(code: 550)

        let page = try await portal.ask(Cast.camille, by: .email, in: browser)
        #expect(page.says(portal.words()("access.followUp.email.otherwise")))
        let code = try await portal.code(postedFor: Cast.camille)

        #expect(portal.mailbag.messages.isEmpty)
        try await portal.signIn(Cast.camille.number, with: code, in: browser)
        #expect(try await portal.choose(born: Cast.camille.birthDate, in: browser).path == "/espace")
    }

    @Test func `a letter in place of a refused e-mail counts in the quotas, and staff see the one that can't leave`() async throws {
        let portal = try await Portal()
        try await portal.ask(Cast.camille, by: .letter, in: portal.browser())
        _ = try await portal.code(postedFor: Cast.camille)
        portal.mailbag.answer = .refused(code: 550)
        portal.clock.advance(.minutes(5))

        try await portal.ask(Cast.camille, by: .email, in: portal.browser())
        try await portal.dispatch()

        #expect(try await portal.house.openTasks().count == 1)
        #expect(try await portal.house.codes(of: Cast.camille.number).filter { $0.isAlive(at: portal.clock.now()) }.count == 1)
    }
}
