import HTTPTypes
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

    @Test func `after a clock that was three hours ahead is set right, a member asks, is mailed, and gets in`() async throws {
        let portal = try await Portal()
        portal.clock.advance(.hours(3))
        try await portal.ask(Cast.camille, by: .email, in: portal.browser())
        _ = try await portal.code(mailedTo: Cast.camille)
        for _ in 0..<8 { try await portal.signIn(Cast.camille.number, with: "not the password at all", in: portal.browser()) }

        portal.clock.advance(.hours(-3))
        let browser = portal.browser()
        let asked = try await portal.ask(Cast.camille, by: .email, in: browser)
        let mails = portal.mailbag.messages.count
        let code = try await portal.code(mailedTo: Cast.camille)
        try await portal.signIn(Cast.camille.number, with: code, in: browser)
        let space = try await portal.choose(born: Cast.camille.birthDate, in: browser)
        let again = try await portal.signIn(Cast.camille.number, with: Portal.password, in: portal.browser())

        #expect(asked.path == "/acces/suivi")
        #expect(portal.mailbag.messages.count > mails)
        #expect(space.path == "/espace")
        #expect(again.path == "/espace")
    }

    @Test func `what another worker has sent a moment ahead of this one's clock counts, so one e-mail leaves and not two`() async throws {
        let portal = try await Portal()
        try await portal.ask(Cast.camille, by: .email, in: portal.browser())
        _ = try await portal.code(mailedTo: Cast.camille)
        let mails = portal.mailbag.messages.count

        portal.clock.advance(.milliseconds(-50))
        try await portal.ask(Cast.camille, by: .email, in: portal.browser())
        try await portal.dispatch()

        #expect(portal.mailbag.messages.count == mails)
    }

    @Test func `a session outlives a clock that is stepped back, and ends like any other when it is stepped ahead`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await portal.openSpace(of: Cast.camille, in: browser)

        portal.clock.advance(.hours(-3))
        let back = try await browser.open(.memberSpace)
        portal.clock.advance(.hours(14))
        let ahead = try await browser.open(.memberSpace)

        #expect((back.status, back.path) == (200, "/espace"))
        #expect(ahead.path == "/connexion?motif=session-terminee")
    }

    @Test func `a form that was open while the clock was stepped is answered with what to do, never with a fault`() async throws {
        for hours in [-3, 3, 30] {
            let portal = try await Portal()
            let browser = portal.browser()
            try await browser.open(.accessRequest)

            portal.clock.advance(.hours(hours))
            let answer = try await browser.send(
                [.role: Role.member.formValue, .number: Cast.camille.number.digits, .robot: "oui"], to: .accessRequest)

            #expect([200, 403, 422].contains(answer.status), "\(hours) h: \(answer.status)")
            #expect(try await portal.ask(Cast.camille, by: .email, in: portal.browser()).path == "/acces/suivi")
        }
    }
}
