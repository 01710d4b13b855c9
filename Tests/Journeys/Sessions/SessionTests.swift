import HTTPTypes
import PerronDomain
import PerronPages
import PerronTestSupport
import Testing

@Suite struct SessionTests {
    @Test func `half an hour without a request ends a session, and the sign-in page says so`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await portal.openSpace(of: Cast.camille, in: browser)

        portal.clock.advance(.minutes(29))
        #expect(try await browser.open(.memberSpace).path == "/espace")
        portal.clock.advance(.minutes(31))
        let late = try await browser.open(.memberSpace)

        #expect(late.path == "/connexion?motif=session-terminee")
        #expect(late.says(portal.words()("account.signIn.notice.sessionEnded")))
    }

    @Test func `being kept, a session lasts eight hours and not longer`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await portal.openSpace(of: Cast.camille, in: browser)
        try await browser.open(.memberSpace)

        for round in 1...16 {
            portal.clock.advance(.minutes(29))
            let kept = try await browser.post(to: .keepSession)
            // Never more than what is left of the eight hours.
            #expect(kept.body == "{\"seconds\":\(min(30, 8 * 60 - 29 * round) * 60)}")
        }
        portal.clock.advance(.minutes(16))

        #expect(try await browser.open(.memberSpace).path == "/connexion?motif=session-terminee")
    }

    @Test func `a page says how long the session lasts still, and what it promises from the settings`() async throws {
        var limits = Portal.limits
        limits.sessions.idle = .minutes(20)
        limits.sessions.warning = .minutes(1)
        let portal = try await Portal(limits: limits)
        let browser = portal.browser()
        try await portal.openSpace(of: Cast.camille, in: browser)
        let started = portal.clock.now()

        let early = try await browser.open(.memberSpace)
        for _ in 1...31 {
            portal.clock.advance(.minutes(15))
            try await browser.open(.memberSpace)
        }
        let late = try await browser.open(.memberSpace)

        #expect(portal.clock.now() - started == .minutes(465))
        #expect(early.body.contains("data-seconds-left=\"1200\" data-idle-seconds=\"1200\" data-warning-seconds=\"60\""))
        #expect(late.body.contains("data-seconds-left=\"900\" data-idle-seconds=\"1200\""))
        for page in [early, late] {
            #expect(page.says("se termine dans 1\u{00A0}minute."))
            #expect(page.says("Sans rien faire pendant 20\u{00A0}minutes,"))
            #expect(page.says("sa durée la plus longue, 8\u{00A0}heures"))
        }
    }

    @Test func `signing out ends the session here, and everywhere if asked`() async throws {
        let portal = try await Portal()
        let (here, there) = (portal.browser(), portal.browser())
        try await portal.openSpace(of: Cast.camille, in: here)
        try await portal.signIn(Cast.camille.number, with: Portal.password, in: there)

        let out = try await here.send(to: .signOut)
        #expect(out.path == "/connexion?motif=deconnecte")
        #expect(try await there.open(.memberSpace).path == "/espace")
        try await portal.signIn(Cast.camille.number, with: Portal.password, in: here)
        try await here.send(to: .signOutEverywhere)

        #expect(here.cookies["__Host-navigateur"] == nil)
        #expect(try await there.open(.memberSpace).path.hasPrefix("/connexion"))
    }

    @Test func `a restricted session sees the choice of a password and no page of the space`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await portal.ask(Cast.camille, by: .email, in: browser)
        try await portal.signIn(Cast.camille.number, with: try await portal.code(mailedTo: Cast.camille), in: browser)

        for route in [Route.memberSpace, .changePassword, .confirmEmail] {
            #expect(try await browser.open(route).path == "/mot-de-passe")
        }
        for route in [Route.keepSession, .signOutEverywhere, .changePassword, .resendEmailCode] {
            let answer = try await browser.post([.csrf: browser.page?.fields(ofFormTo: .choosePassword)["jeton"] ?? ""], to: route)
            #expect(answer.location == "/mot-de-passe")
        }
    }

    @Test func `nobody's visit is led to the sign-in page, a member's away from it`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()

        #expect(try await browser.open(.memberSpace).path == "/connexion?motif=connexion-requise")
        #expect(try await browser.open(.choosePassword).path == "/connexion?motif=connexion-requise")
        try await portal.openSpace(of: Cast.camille, in: browser)

        #expect(try await browser.open(.signIn).path == "/espace")
        #expect(try await browser.open(.choosePassword).path == "/espace")
    }

    @Test func `changing the password keeps this browser signed in and no other`() async throws {
        let portal = try await Portal()
        let (here, there) = (portal.browser(), portal.browser())
        try await portal.openSpace(of: Cast.camille, in: here)
        try await portal.signIn(Cast.camille.number, with: Portal.password, in: there)
        portal.clock.advance(.minutes(5))

        try await here.open(.changePassword)
        let wrong = try await here.send([.currentPassword: "un autre mot", .password: "menthe tunnel brest violon"], to: .changePassword)
        #expect(wrong.says(portal.words()("account.error.password.currentWrong")))
        let changed = try await here.send(
            [.currentPassword: Portal.password, .password: "menthe tunnel brest violon"], to: .changePassword)

        #expect(changed.says(portal.words()("account.space.changed")))
        #expect(try await there.open(.memberSpace).path.hasPrefix("/connexion"))
    }

    @Test func `the live meter judges for a session and for nobody else`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await portal.ask(Cast.camille, by: .email, in: browser)
        let token = try #require(browser.page?.fields(ofFormTo: .language)["jeton"])
        #expect(try await browser.post([.csrf: token, .password: "moreau1988"], to: .passwordStrength).status == 401)
        try await portal.signIn(Cast.camille.number, with: try await portal.code(mailedTo: Cast.camille), in: browser)

        let judged = try await browser.post([.csrf: token, .password: Portal.password], to: .passwordStrength)

        #expect(judged.status == 200)
        #expect(judged.headers[.contentType] == "application/json")
        #expect(judged.body.contains("\"score\":4"))
    }

    @Test func `the live meter and the form tell the holder of a code nothing of the birth date`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await portal.ask(Cast.camille, by: .email, in: browser)
        try await portal.signIn(Cast.camille.number, with: try await portal.code(mailedTo: Cast.camille), in: browser)
        let token = try #require(browser.page?.fields(ofFormTo: .choosePassword)["jeton"])
        let others = try #require(CalendarDay(iso: "1971-05-02"))
        var judged: [String] = []
        var refused: [Bool] = []

        for year in [1971, 1988] {
            let password = "\(year)\(year)\(year)"
            judged.append(try await browser.post([.csrf: token, .password: password], to: .passwordStrength).body)
            let typed = others.typed.merging([.birthYear: "1960", .password: password]) { $1 }
            refused.append(try await browser.send(typed, to: .choosePassword).says(portal.words()("account.error.password.personal")))
        }

        #expect(judged[0].sorted() == judged[1].sorted())
        #expect(refused == [false, false])
    }

    @Test func `a page that fails still knows who is signed in`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await portal.openSpace(of: Cast.camille, in: browser)

        let missing = try await browser.open("/nulle-part")
        let forged = try await browser.post(fields: ["jeton": "x"], to: "/espace/mot-de-passe")

        for answer in [missing, forged] { #expect(!answer.fields(ofFormTo: .signOut).isEmpty) }
        #expect([missing.status, forged.status] == [404, 403])
    }

    @Test func `a pause that lasts into the next day is told with the day`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await browser.open(.signIn)
        for _ in 0..<25 {
            try await browser.send([.number: Cast.camille.number.digits, .password: "autre chose"], to: .signIn)
            portal.clock.advance(.minutes(16))
        }

        let french = try await browser.send([.number: Cast.camille.number.digits, .password: "autre chose"], to: .signIn)
        try await browser.open(.help)
        try await browser.send([.language: "en", .returnRoute: "/connexion"], to: .language)
        try await browser.open(.signIn)
        let english = try await browser.send([.number: Cast.camille.number.digits, .password: "autre chose"], to: .signIn)

        #expect(french.body.contains(/à partir de demain, à \d+\u00A0h\u00A0\d\d/))
        #expect(english.body.contains(/from tomorrow at \d+:\d\d/))
    }
}
