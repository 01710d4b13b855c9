import HTTPTypes
import PerronDomain
import PerronPages
import PerronTestSupport
import Testing

/// What lets a browser come back to a page that answered a form, without asking to send the form again: see docs/decisions/0017.
@Suite struct BackButtonTests {
    @Test func `a page of nobody's that answers a form may be kept, one that is only opened may not`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()

        for route in [Route.signIn, .codeLanding, .accessRequest, .followUp] {
            let opened = try await browser.open(route)
            let answered = try await browser.send(to: route)

            #expect(answered.status == 422)
            #expect(opened.headers[.cacheControl] == "no-store")
            #expect(answered.headers[.cacheControl] == "private, no-cache")
        }
    }

    @Test func `every mistake within a session has an address of its own to come back to, and nothing of it is kept`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await portal.ask(Cast.henri, by: .letter, in: browser)
        try await portal.signIn(Cast.henri.number, with: try await portal.code(postedFor: Cast.henri), in: browser)
        try await mistake(at: .choosePassword, browser)
        try await browser.send(
            Cast.henri.birthDate.typed.merging([.password: Portal.password, .email: "henri@exemple.fr"]) { $1 }, to: .choosePassword)

        for route in [Route.changePassword, .confirmEmail, .giveEmail] {
            try await browser.open(route)
            try await mistake(at: route, browser)
        }
    }

    @Test func `back on such a page, what is to be corrected still stands, and by its link it is as new`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await portal.openSpace(of: Cast.camille, in: browser)
        try await browser.open(.changePassword)
        let wrong = try await browser.send([.currentPassword: "autre chose", .password: "court"], to: .changePassword)
        try await browser.open(.help)

        let back = try await browser.open(wrong.path)
        let anew = try await browser.open(.changePassword)

        for page in [wrong, back] { #expect(page.says(portal.words()("account.error.password.short", ["found": "5"]))) }
        #expect(!anew.says(portal.words()("common.errors.one")))
        #expect(anew.status == 200)
    }

    @Test func `once the form did what it is for, nothing is left to come back to`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await portal.openSpace(of: Cast.camille, in: browser)
        try await browser.open(.changePassword)
        let wrong = try await browser.send([.currentPassword: Portal.password, .password: "court"], to: .changePassword)
        try await browser.send([.currentPassword: Portal.password, .password: "menthe tunnel brest violon"], to: .changePassword)

        #expect(browser.cookies["__Host-saisie"] == nil)
        #expect(try await browser.open(wrong.path).status == 200)
    }

    @Test func `what one session has to correct is no other session's`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await portal.openSpace(of: Cast.camille, in: browser)
        try await browser.open(.giveEmail)
        let wrong = try await browser.send([.email: "camille@"], to: .giveEmail)
        #expect(wrong.fields(ofFormTo: .giveEmail)["courriel"] == "camille@")
        try await browser.send(to: .signOut)
        try await browser.send([.number: Cast.camille.number.digits, .password: Portal.password], to: .signIn)

        #expect(try await browser.open(wrong.path).fields(ofFormTo: .giveEmail)["courriel"] == "")
    }

    private func mistake(at route: Route, _ browser: Browser) async throws {
        let answer = try await browser.post(to: route)
        #expect(answer.status == 303)
        #expect(answer.location == "\(route.path)?motif=a-corriger")
        let page = try await browser.open(answer.location ?? "")
        #expect(page.headers[.cacheControl] == "no-store")
        #expect(page.body.contains("data-error-summary"))
    }
}
