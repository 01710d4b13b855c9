import PerronDomain
import PerronPages
import PerronTestSupport
import Testing

@Suite struct OpeningTheSpaceTests {
    @Test func `Camille opens her space by e-mail`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()

        let sent = try await portal.ask(Cast.camille, by: .email, in: browser)
        #expect(sent.path == "/acces/suivi")
        #expect(sent.title == portal.words()("access.followUp.email.title"))

        let code = try await portal.code(mailedTo: Cast.camille)
        let choosing = try await portal.signIn(Cast.camille.number, with: code, in: browser)
        #expect(choosing.path == "/mot-de-passe")
        #expect(choosing.status == 200)

        let space = try await portal.choose(born: Cast.camille.birthDate, in: browser)
        #expect(space.path == "/espace")
        #expect(space.title == "Bonjour Camille Moreau")
        #expect(space.says(portal.words()("account.space.opened")))
    }

    @Test func `Henri opens his by letter and gives an address, which a code confirms`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await portal.ask(Cast.henri, by: .letter, in: browser)
        let code = try await portal.code(postedFor: Cast.henri)

        // The code as people type it: small letters, spaces, O for 0.
        let choosing = try await portal.signIn(
            Cast.henri.number, with: code.lowercased().replacing("-", with: " ").replacing("0", with: "o"), in: browser)
        #expect(choosing.body.contains("name=\"courriel\""))
        let typed = Cast.henri.birthDate.typed.merging([.password: Portal.password, .email: " henri@exemple.fr "]) { $1 }
        let space = try await browser.send(typed, to: .choosePassword)
        #expect(space.title == "Bonjour Henri Lefèvre")
        #expect(space.says(portal.words()("account.space.opened.email")))

        let confirmation = try await portal.code(mailedTo: EmailAddress("henri@exemple.fr")!)
        try await browser.open(.confirmEmail)
        let wrong = try await browser.send([.emailCode: "0000-0000-0000"], to: .confirmEmail)
        #expect(wrong.status == 422)
        let tooSoon = try await browser.send([:], to: .resendEmailCode)
        #expect(tooSoon.says(portal.words()("account.email.tooSoon", ["minutes": "2"])))
        portal.clock.advance(.minutes(3))
        let resent = try await browser.send([:], to: .resendEmailCode)
        #expect(resent.says(portal.words()("account.email.sent")))
        #expect(try await portal.code(mailedTo: EmailAddress("henri@exemple.fr")!) == confirmation)
        let confirmed = try await browser.send([.emailCode: confirmation], to: .confirmEmail)
        #expect(confirmed.says(portal.words()("account.space.emailConfirmed")))
    }

    @Test func `nine digits under member get a question whose answer goes on without another robot check`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await browser.open(.accessRequest)
        portal.clock.advance(.seconds(25))

        let question = try await browser.send(
            [.role: Role.member.formValue, .number: Cast.sofia.number.digits, .robot: "oui"], to: .accessRequest)
        #expect(question.status == 422)
        #expect(question.title == portal.words()("access.series.title.nine"))

        let channel = try await browser.send([.answer: SeriesAnswer.yes.rawValue], to: .accessRequest)
        #expect(channel.path == "/acces/envoi")
        #expect(channel.status == 200)
    }

    @Test func `the present password goes on working until another is chosen`() async throws {
        let portal = try await Portal()
        try await portal.openSpace(of: Cast.camille, in: portal.browser())
        // The notice that a password was chosen leaves before the next code.
        try await portal.dispatch()

        portal.clock.advance(.minutes(10))
        try await portal.ask(Cast.camille, by: .email, in: portal.browser())
        let code = try await portal.code(mailedTo: Cast.camille)
        #expect(try await portal.signIn(Cast.camille.number, with: Portal.password, in: portal.browser()).path == "/espace")
        let choosing = portal.browser()
        try await portal.signIn(Cast.camille.number, with: code, in: choosing)
        #expect(try await portal.signIn(Cast.camille.number, with: Portal.password, in: portal.browser()).path == "/espace")
        let another = "menthe tunnel brest violon"
        #expect(try await portal.choose(another, born: Cast.camille.birthDate, in: choosing).path == "/espace")

        let old = try await portal.signIn(Cast.camille.number, with: Portal.password, in: portal.browser())
        #expect(old.status == 422)
        #expect(old.says(portal.words()("account.error.signIn.wrong")))
        #expect(try await portal.signIn(Cast.camille.number, with: another, in: portal.browser()).path == "/espace")
    }

    @Test func `a code that ran out is renewed in one press`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await portal.ask(Cast.camille, by: .email, in: browser)
        let code = try await portal.code(mailedTo: Cast.camille)
        portal.clock.advance(.hours(25))

        let late = try await portal.signIn(Cast.camille.number, with: code, in: browser)
        #expect(late.status == 410)
        let again = try await browser.send(to: .renewAccess)
        #expect(again.path == "/acces/suivi")

        let offer = late.fields(ofFormTo: .renewAccess)
        #expect(try await browser.post(fields: offer, to: Route.renewAccess.path).location == "/acces/suivi")
        let plate = /<strong class="plate-number">(.*?)<\/strong>/
        let number = try #require(again.body.firstMatch(of: plate)).output.1
        #expect(try await browser.open(.followUp).body.firstMatch(of: plate)?.output.1 == number)
        let fresh = try await portal.code(mailedTo: Cast.camille)
        #expect(fresh != code)
        #expect(try await portal.signIn(Cast.camille.number, with: fresh, in: browser).path == "/mot-de-passe")
    }

    @Test func `five wrong birth dates void that code and say so`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await portal.ask(Cast.camille, by: .email, in: browser)
        let code = try await portal.code(mailedTo: Cast.camille)
        try await portal.signIn(Cast.camille.number, with: code, in: browser)

        for left in [4, 3, 2, 1] {
            let wrong = try await portal.choose(born: CalendarDay(iso: "1988-03-15")!, in: browser)
            #expect(wrong.status == 422)
            #expect(wrong.says(left == 1 ? portal.words()("account.error.birth.wrongLast") : "Il vous reste \(left) essais"))
        }
        let void = try await portal.choose(born: CalendarDay(iso: "1988-03-15")!, in: browser)

        #expect(void.status == 410)
        #expect(void.title == portal.words()("account.tooLate.codeVoided.title"))
        #expect(try await portal.signIn(Cast.camille.number, with: code, in: browser).status == 410)
    }

    @Test func `mistakes at the last step keep what was typed and count no try`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await portal.ask(Cast.henri, by: .letter, in: browser)
        try await portal.signIn(Cast.henri.number, with: try await portal.code(postedFor: Cast.henri), in: browser)

        let page = try await browser.send(
            [.birthDay: "31", .birthMonth: "2", .birthYear: "1941", .password: "court", .email: "henri@"], to: .choosePassword)

        #expect(page.status == 422)
        for key in ["account.error.birth.impossible", "account.error.email.shape"] { #expect(page.says(portal.words()(key))) }
        #expect(page.fields(ofFormTo: .choosePassword)["annee"] == "1941")
        #expect(page.fields(ofFormTo: .choosePassword)["courriel"] == "henri@")
        #expect(!page.body.contains("court\""))
    }

    @Test func `the provisional password can't be chosen as one's own`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await portal.ask(Cast.camille, by: .email, in: browser)
        let code = try await portal.code(mailedTo: Cast.camille)
        try await portal.signIn(Cast.camille.number, with: code, in: browser)

        let page = try await portal.choose(code, born: Cast.camille.birthDate, in: browser)

        #expect(page.says(portal.words()("account.error.password.provisional")))
    }
}
