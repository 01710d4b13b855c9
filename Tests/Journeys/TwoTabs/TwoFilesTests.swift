import PerronDomain
import PerronPages
import PerronTestSupport
import Testing

/// One browser, signed in to one file in one tab and then to another in the next: what a page of the space showed counts, never the cookie
/// that the tabs share.
@Suite struct TwoFilesTests {
    @Test func `a password changed in the tab of one file changes neither, and the page says which file it showed`() async throws {
        let (portal, browser) = try await odileWithBoth()
        let left = try await browser.open(.changePassword).fields(ofFormTo: .changePassword)
        try await moveOn(to: Cast.odileAsSurvivor, portal, browser)

        let answer = try await browser.post(
            fields: left.merging(["mot_de_passe_actuel": Portal.password, "mot_de_passe": "menthe tunnel brest violon"]) { $1 },
            to: Route.changePassword.path)

        #expect(answer.status == 410)
        #expect(answer.title == portal.words()("account.stray.otherFileShown.title"))
        #expect(answer.says("Cette page montrait le dossier \(Cast.odile.number.grouped)."))
        for person in [Cast.odile, Cast.odileAsSurvivor] {
            #expect(try await portal.signIn(person.number, with: Portal.password, in: portal.browser()).path == "/espace")
        }
    }

    @Test func `the way on leads to the sign-in page, or to the other file`() async throws {
        let (portal, browser) = try await odileWithBoth()
        let left = try await browser.open(.changePassword).fields(ofFormTo: .changePassword)
        try await moveOn(to: Cast.odileAsSurvivor, portal, browser)
        let answer = try await browser.post(fields: left, to: Route.changePassword.path)

        #expect(answer.body.contains("href=\"/espace\""))
        let door = try await browser.send(to: .signOut)

        #expect(door.title == portal.words()("account.signIn.title"))
        let own = try await browser.send([.number: Cast.odile.number.digits, .password: Portal.password], to: .signIn)
        #expect(own.says(Cast.odile.number.grouped))
    }

    @Test(arguments: [Route.giveEmail, .confirmEmail, .resendEmailCode, .signOutEverywhere, .keepSession, .passwordStrength])
    func `no form of one file's page does anything to another`(route: Route) async throws {
        let (portal, browser) = try await odileWithBoth()
        let token = try #require(try await browser.open(.memberSpace).fields(ofFormTo: .signOut)["jeton"])
        try await moveOn(to: Cast.odileAsSurvivor, portal, browser)
        let mails = portal.mailbag.messages.count

        for language in [[:], ["langue": "en"]] {
            let answer = try await browser.post(
                fields: language.merging(["jeton": token, "courriel": "odile@exemple.fr", "code": "K7QF-M2XD-9RTC"]) { $1 }, to: route.path)
            #expect(answer.status == 410)
            #expect(answer.says(Cast.odile.number.grouped))
        }

        try await portal.dispatch()
        #expect(portal.mailbag.messages.count == mails)
        #expect(try await browser.open(.memberSpace).says(Cast.odileAsSurvivor.number.grouped))
    }

    @Test func `signing out in either tab closes what is open`() async throws {
        let (portal, browser) = try await odileWithBoth()
        let out = try await browser.open(.memberSpace).fields(ofFormTo: .signOut)
        try await moveOn(to: Cast.odileAsSurvivor, portal, browser)

        let answer = try await browser.post(fields: out, to: Route.signOut.path)

        #expect(answer.location == "/connexion?motif=deconnecte")
        #expect(try await browser.open(.memberSpace).path.hasPrefix("/connexion"))
    }

    @Test func `a form that stood open all day still belongs to the file that its page showed`() async throws {
        let (portal, browser) = try await odileWithBoth()
        let left = try await browser.open(.giveEmail).fields(ofFormTo: .giveEmail)
        portal.clock.advance(.hours(9))
        try await browser.open(.signIn)
        try await browser.send([.number: Cast.odileAsSurvivor.number.digits, .password: Portal.password], to: .signIn)

        let answer = try await browser.post(
            fields: left.merging(["courriel": "odile@exemple.fr"]) { $1 }, to: Route.giveEmail.path)

        #expect(answer.status == 410)
        #expect(answer.fields(ofFormTo: .giveEmail).isEmpty)
    }

    /// Both of her files opened with the same password, each by letter; the browser is signed in to her own.
    private func odileWithBoth() async throws -> (Portal, Browser) {
        let portal = try await Portal()
        let both = [Cast.odile, Cast.odileAsSurvivor]
        for person in both { try await portal.ask(person, by: .letter, in: portal.browser()) }
        for person in both {
            let browser = portal.browser()
            try await portal.signIn(person.number, with: try await portal.code(postedFor: person), in: browser)
            try await portal.choose(born: person.birthDate, in: browser)
        }
        try await portal.dispatch()
        let browser = portal.browser()
        try await portal.signIn(Cast.odile.number, with: Portal.password, in: browser)
        return (portal, browser)
    }

    /// In a tab of its own, whose sign-in page stood open.
    private func moveOn(to person: Cast.Person, _ portal: Portal, _ browser: Browser) async throws {
        try await browser.open(.codeLanding)
        let space = try await browser.send([.number: person.number.digits, .password: Portal.password], to: .codeLanding)
        #expect(space.path == "/espace")
    }
}
