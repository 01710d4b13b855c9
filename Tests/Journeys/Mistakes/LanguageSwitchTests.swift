import PerronDomain
import PerronPages
import PerronTestSupport
import Testing

/// Another language shows the same page with what was typed in it, checks nothing and sends nothing.
@Suite struct LanguageSwitchTests {
    @Test func `the request page keeps role, number and the ticked box`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await browser.open(.accessRequest)

        let page = try await browser.send(
            [.role: Role.survivor.formValue, .number: "304 51", .robot: "oui", .language: "en"], to: .accessRequest)

        #expect(page.status == 200)
        #expect(page.body.contains("<html lang=\"en\">"))
        let fields = page.fields(ofFormTo: .accessRequest)
        #expect(fields["numero"] == "304 51")
        #expect(fields["qualite"] == Role.survivor.formValue)
        #expect(fields["robot"] == "oui")
        #expect(try await browser.open(.help).body.contains("<html lang=\"en\">"))
    }

    @Test func `the sign-in page keeps the number, never the password, and counts no try`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await browser.open(.signIn)

        for _ in 0..<7 {
            let page = try await browser.send([.number: "2614073", .password: "secret sauce", .language: "en"], to: .signIn)
            #expect(page.status == 200)
            #expect(page.fields(ofFormTo: .signIn)["numero"] == "2614073")
            #expect(!page.body.contains("secret sauce"))
            #expect(page.says(portal.words(.english)("account.choose.password.again")))
        }
    }

    @Test func `the choice of the channel is kept, and what is sent speaks the last language`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await browser.open(.accessRequest)
        portal.clock.advance(.seconds(25))
        try await browser.send([.role: Role.member.formValue, .number: Cast.camille.number.digits, .robot: "oui"], to: .accessRequest)

        let page = try await browser.send([.channel: AccessChannel.email.formValue, .language: "en"], to: .accessChannel)
        #expect(page.fields(ofFormTo: .accessChannel)["canal"] == AccessChannel.email.formValue)
        try await browser.send(to: .accessChannel)

        _ = try await portal.code(mailedTo: Cast.camille)
        #expect(portal.mailbag.latestLanguage == .english)
        #expect(portal.mailbag.latestSubject == "Camille Moreau: your provisional password for CARSO")
    }

    @Test func `the last step keeps birth date and address, and saves nothing`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await portal.ask(Cast.henri, by: .letter, in: browser)
        try await portal.signIn(Cast.henri.number, with: try await portal.code(postedFor: Cast.henri), in: browser)

        let typed = Cast.henri.birthDate.typed.merging([.password: Portal.password, .email: "henri@", .language: "en"]) { $1 }
        let page = try await browser.send(typed, to: .choosePassword)

        #expect(page.status == 200)
        let fields = page.fields(ofFormTo: .choosePassword)
        #expect(fields["courriel"] == "henri@")
        #expect(fields["annee"] == String(Cast.henri.birthDate.year))
        #expect(!page.body.contains(Portal.password))
        #expect(page.says(portal.words(.english)("account.choose.password.again")))
    }

    @Test func `its buttons belong to the form that is kept`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()

        for route in [Route.accessRequest, .signIn, .codeLanding] {
            let page = try await browser.open(route)
            #expect(page.body.contains("<form method=\"post\" action=\"\(route.path)\" novalidate id=\"saisie\">"))
            #expect(page.body.contains("<button form=\"saisie\" name=\"langue\" value=\"en\""))
        }
    }
}
