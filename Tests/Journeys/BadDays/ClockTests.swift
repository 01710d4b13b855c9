import PerronDomain
import PerronPages
import PerronTestSupport
import Testing

/// The machine's clock is put right while people are on their way.
@Suite struct ClockTests {
    @Test(arguments: [Duration.hours(-3), .minutes(-10), .minutes(10)])
    func `a code that was sent before the clock was put right opens the space after it`(step: Duration) async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await portal.ask(Cast.camille, by: .email, in: browser)
        let code = try await portal.code(mailedTo: Cast.camille)

        portal.clock.advance(step)

        try await portal.signIn(Cast.camille.number, with: code, in: browser)
        #expect(try await portal.choose(born: Cast.camille.birthDate, in: browser).title == "Bonjour Camille Moreau")
    }

    @Test(arguments: [Duration.hours(-3), .minutes(10)])
    func `whoever is signed in stays so, and the form that stands open is taken`(step: Duration) async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await portal.openSpace(of: Cast.camille, in: browser)
        try await browser.open(.changePassword)

        portal.clock.advance(step)
        let changed = try await browser.send(
            [.currentPassword: Portal.password, .password: "menthe tunnel brest violon"], to: .changePassword)

        #expect(changed.path == "/espace")
        let elsewhere = portal.browser()
        #expect(try await portal.signIn(Cast.camille.number, with: "menthe tunnel brest violon", in: elsewhere).path == "/espace")
    }
}
