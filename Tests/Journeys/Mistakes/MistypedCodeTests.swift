import HTTPTypes
import PerronDomain
import PerronPages
import PerronTestSupport
import Testing

@Suite struct MistypedCodeTests {
    @Test func `a mistyped code keeps the page, the step and the number, for known and unknown files alike`() async throws {
        var said: [String] = []
        for number in [Cast.camille.number, Cast.rene.number, Cast.nobody] {
            let portal = try await Portal()
            let browser = portal.browser()
            try await browser.open(.codeLanding)

            // The throttle answers from the sixth on; the words must not tell.
            for _ in 0..<7 {
                let page = try await browser.send([.number: number.digits, .password: "K7QF-M2XD-9RTC"], to: .codeLanding)
                #expect(page.status == 422)
                #expect(page.title == portal.words()("access.code.title"))
                #expect(page.says("n’est pas celui du dossier \(number.grouped)"))
                #expect(page.fields(ofFormTo: .codeLanding)["numero"] == number.digits)
                said.append(
                    page.body.replacing(number.grouped, with: "…").replacing(number.digits, with: "…")
                        .replacing(/value="[A-Za-z0-9_.-]{20,}"/, with: "…"))
            }
        }

        #expect(Set(said).count == 1)
    }

    @Test func `the right code opens step 8 from there`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await portal.ask(Cast.camille, by: .email, in: browser)
        let code = try await portal.code(mailedTo: Cast.camille)

        try await browser.open(.codeLanding)
        let page = try await browser.send([.number: Cast.camille.number.digits, .password: code], to: .codeLanding)

        #expect(page.path == "/mot-de-passe")
    }

    @Test func `where only the number is wrong the page says that the password was not kept`() async throws {
        let portal = try await Portal()

        for (route, password) in [(Route.codeLanding, "3XPA-7TNE-W4HJ"), (.signIn, "lavande girafe")] {
            let browser = portal.browser()
            try await browser.open(route)
            let page = try await browser.send([.number: "26140", .password: password], to: route)

            #expect(page.status == 422)
            #expect(page.says(portal.words()("account.choose.password.again")))
            #expect(!page.body.contains(password))
        }
    }

    /// Of the present password nothing is said while the new one is refused: the answer would tell which it is without a try being counted.
    @Test func `a change of password tells all that is empty or too short together`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await portal.openSpace(of: Cast.camille, in: browser)
        try await browser.open(.changePassword)

        let page = try await browser.send([.currentPassword: "un autre mot", .password: "court"], to: .changePassword)
        let wrong = try await browser.send([.currentPassword: "un autre mot", .password: "ocre chaise plume vélo"], to: .changePassword)
        let empty = try await browser.send([.currentPassword: "", .password: "court"], to: .changePassword)

        #expect(wrong.says(portal.words()("account.error.password.currentWrong")))
        for page in [page, empty] {
            #expect(page.says(portal.words()("account.error.password.short", ["found": "5"])))
        }
        #expect(empty.says(portal.words()("account.error.password.empty")))
    }

    @Test func `the note about a dropped password stands where no mistake does`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await portal.openSpace(of: Cast.camille, in: browser)
        try await browser.open(.changePassword)

        let page = try await browser.send([.currentPassword: Portal.password, .password: "court"], to: .changePassword)

        #expect(page.says(portal.words()("account.choose.password.again")))
    }

    @Test func `after five wrong dates the page tells that cause, after another choice the other`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await portal.ask(Cast.camille, by: .email, in: browser)
        let first = try await portal.code(mailedTo: Cast.camille)
        portal.clock.advance(.minutes(3))
        try await portal.ask(Cast.camille, by: .email, in: browser)
        let second = try await portal.code(mailedTo: Cast.camille)
        try await portal.signIn(Cast.camille.number, with: first, in: browser)
        for _ in 0..<5 { try await portal.choose(born: CalendarDay(iso: "1988-03-15")!, in: browser) }
        try await portal.dispatch()

        let voided = try await portal.signIn(Cast.camille.number, with: first, in: browser)
        #expect(voided.says(portal.words()("account.tooLate.birthDates.text")))

        portal.clock.advance(.minutes(3))
        try await portal.ask(Cast.camille, by: .email, in: browser)
        let third = try await portal.code(mailedTo: Cast.camille)
        try await portal.signIn(Cast.camille.number, with: second, in: browser)
        try await portal.choose(born: Cast.camille.birthDate, in: browser)
        let other = try await portal.signIn(Cast.camille.number, with: third, in: portal.browser())
        #expect(other.says(portal.words()("account.tooLate.codeVoided.text")))
    }

    @Test func `stopping before a password is chosen says until when one may go on`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await portal.ask(Cast.camille, by: .email, in: browser)
        let code = try await portal.code(mailedTo: Cast.camille)
        try await portal.signIn(Cast.camille.number, with: code, in: browser)

        let page = try await browser.send(to: .signOut)

        #expect(page.title == portal.words()("account.signIn.title"))
        #expect(page.says("il est valable jusqu’au mercredi 25 novembre 2026 à 10\u{00A0}h\u{00A0}00."))
        #expect(browser.cookies["__Host-session"] == nil)
        #expect(try await portal.signIn(Cast.camille.number, with: code, in: browser).path == "/mot-de-passe")
    }

    @Test func `a notice of a voided code speaks as its request did, not as the browser that tried`() async throws {
        let portal = try await Portal()
        try await portal.ask(Cast.camille, by: .email, in: portal.browser())
        let code = try await portal.code(mailedTo: Cast.camille)
        let stranger = portal.browser()
        try await stranger.open(.help)
        try await stranger.send([.language: "en"], to: .language)
        try await portal.signIn(Cast.camille.number, with: code, in: stranger)

        for _ in 0..<5 { try await portal.choose(born: CalendarDay(iso: "1988-03-15")!, in: stranger) }
        try await portal.dispatch()

        #expect(
            portal.mailbag.latestSubject == "Camille Moreau\u{00A0}: un mot de passe provisoire ne sert plus, espace personnel CARSO")
        #expect(portal.mailbag.latestLanguage == .french)
    }
}
