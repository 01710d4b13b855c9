import PerronDomain
import PerronPages
import PerronTestSupport
import Testing

/// A session that ends while something is being written: nothing is saved, the page says so, and the next sign-in leads back to where one
/// was, with what isn't a secret still there.
@Suite struct EndedWhileTypingTests {
    @Test func `an e-mail address written too late is there again after the next sign-in, and is sent by a press`() async throws {
        let (portal, browser) = try await inSpace(of: Cast.henri)
        try await browser.open(.giveEmail)
        portal.clock.advance(.minutes(31))

        let door = try await browser.send([.email: "henri@exemple.fr"], to: .giveEmail)
        #expect(door.path == "/connexion?motif=session-interrompue")
        #expect(door.says(portal.words()("account.signIn.notice.interrupted")))
        let back = try await browser.send([.number: Cast.henri.number.digits, .password: Portal.password], to: .signIn)

        #expect(back.path == "/espace/courriel/ajouter?motif=reprise")
        #expect(back.says(portal.words()("common.resumed")))
        #expect(back.fields(ofFormTo: .giveEmail)["courriel"] == "henri@exemple.fr")
        #expect(portal.mailbag.latest(to: EmailAddress("henri@exemple.fr")!) == nil)
        #expect(try await browser.send(to: .giveEmail).path == "/espace/courriel")
        #expect(try await browser.open("/espace/courriel/ajouter?motif=reprise").says(portal.words()("account.giveEmail.title.correct")))
    }

    @Test func `of two passwords written too late the page only knows that they were written`() async throws {
        let (portal, browser) = try await inSpace(of: Cast.henri)
        try await browser.open(.changePassword)
        portal.clock.advance(.minutes(31))

        let typed: [FormField: String] = [.currentPassword: Portal.password, .password: "menthe tunnel brest violon"]
        let door = try await browser.send(typed, to: .changePassword)
        let cookie = try #require(browser.cookies["__Host-saisie"])
        let back = try await browser.send([.number: Cast.henri.number.digits, .password: Portal.password], to: .signIn)

        #expect(door.says("rien n’a été enregistré"))
        #expect(back.path == "/espace/mot-de-passe?motif=reprise")
        #expect(back.says(portal.words()("account.choose.password.again")))
        for page in [door, back] { #expect(!page.body.contains("violon")) }
        #expect(!cookie.contains("violon"))
        #expect(try await portal.signIn(Cast.henri.number, with: Portal.password, in: portal.browser()).path == "/espace")
    }

    @Test func `at the last step the e-mail address is kept, the birth date and the password are not`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await portal.ask(Cast.henri, by: .letter, in: browser)
        let code = try await portal.code(postedFor: Cast.henri)
        try await portal.signIn(Cast.henri.number, with: code, in: browser)
        portal.clock.advance(.minutes(16))

        let late = try await browser.send(
            Cast.henri.birthDate.typed.merging([.password: Portal.password, .email: "henri@exemple.fr"]) { $1 }, to: .choosePassword)
        #expect(late.status == 410)
        #expect(late.says(portal.words()("account.tooLate.sessionEnded.text")))
        let back = try await portal.signIn(Cast.henri.number, with: code, in: browser)

        #expect(back.path == "/mot-de-passe?motif=reprise")
        let fields = back.fields(ofFormTo: .choosePassword)
        #expect(fields["courriel"] == "henri@exemple.fr")
        #expect(fields["annee"] == "")
        #expect(!back.body.contains(Portal.password))
        #expect(try await portal.choose(born: Cast.henri.birthDate, in: browser).path == "/espace")
    }

    @Test func `whoever signs in to another file finds nothing of it`() async throws {
        let (portal, browser) = try await inSpace(of: Cast.henri)
        try await portal.openSpace(of: Cast.camille, in: portal.browser())
        try await browser.open(.giveEmail)
        portal.clock.advance(.minutes(31))
        try await browser.send([.email: "henri@exemple.fr"], to: .giveEmail)

        let space = try await browser.send([.number: Cast.camille.number.digits, .password: Portal.password], to: .signIn)

        #expect(space.path == "/espace")
        #expect(browser.cookies["__Host-saisie"] == nil)
        #expect(try await !browser.open("/espace/courriel/ajouter?motif=reprise").body.contains("henri@exemple.fr"))
    }

    @Test func `a page that was only read is found again too, once`() async throws {
        let (portal, browser) = try await inSpace(of: Cast.henri)
        portal.clock.advance(.minutes(31))

        let door = try await browser.open(.changePassword)
        #expect(door.path == "/connexion?motif=session-terminee")
        let back = try await browser.send([.number: Cast.henri.number.digits, .password: Portal.password], to: .signIn)
        #expect(back.path == "/espace/mot-de-passe")

        try await browser.send(to: .signOut)
        #expect(try await browser.send([.number: Cast.henri.number.digits, .password: Portal.password], to: .signIn).path == "/espace")
    }

    @Test func `the window that says that the session has ended sends what was written along, or leads back to its page`() async throws {
        let (_, browser) = try await inSpace(of: Cast.henri)

        let writing = try await browser.open(.giveEmail)
        let reading = try await browser.open(.changePassword)

        #expect(
            writing.body.contains(/<dialog data-session-ended[^§]*<button class="button primary" form="saisie" name="langue" value="fr">/))
        #expect(reading.body.contains(/<dialog data-session-ended[^§]*<a class="button primary" href="\/espace\/mot-de-passe">/))
    }

    private func inSpace(of person: Cast.Person) async throws -> (Portal, Browser) {
        let portal = try await Portal()
        let browser = portal.browser()
        try await portal.ask(person, by: .letter, in: browser)
        try await portal.signIn(person.number, with: try await portal.code(postedFor: person), in: browser)
        try await portal.choose(born: person.birthDate, in: browser)
        return (portal, browser)
    }
}
