import HTTPTypes
import PerronDomain
import PerronPages
import PerronTestSupport
import Testing

private let site = HTTPField.Name("Sec-Fetch-Site")!

/// Only forms from our own pages, in the same visit, reach a page.
@Suite struct FormGateTests {
    @Test func `a form of another site is refused, whatever it brings`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await browser.open(.signIn)

        for headers: HTTPFields in [[site: "cross-site"], [site: "same-site"], [.origin: "https://autre.example"]] {
            let answer = try await browser.post([.number: "2614073", .password: "x"], to: .signIn, headers: headers)
            #expect(answer.status == 403)
            try await browser.open(.signIn)
        }
    }

    @Test func `a form without its token, or with another visit's, is refused`() async throws {
        let portal = try await Portal()
        let (browser, other) = (portal.browser(), portal.browser())
        try await other.open(.signIn)
        let stolen = try #require(other.page?.fields(ofFormTo: .signIn)["jeton"])
        try await browser.open(.signIn)

        #expect(try await browser.post(fields: ["numero": "2614073"], to: "/connexion").status == 403)
        try await browser.open(.signIn)
        #expect(try await browser.post([.csrf: stolen, .number: "2614073"], to: .signIn).status == 403)
    }

    @Test func `our own form passes with what browsers say of it`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()

        for headers: HTTPFields in [[site: "same-origin"], [.origin: "http://localhost:8080"], [.origin: "null"], [:]] {
            try await browser.open(.signIn)
            #expect(try await browser.post([.number: "", .password: ""], to: .signIn, headers: headers).status == 422)
        }
    }

    @Test func `a form that stood open too long says so and sends again what was typed, but no password`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await browser.open(.signIn)
        portal.clock.advance(.hours(9))

        let stale = try await browser.send([.number: "261 40 73", .password: "un secret"], to: .signIn)
        #expect(stale.status == 403)
        #expect(stale.title == portal.words()("site.error.staleForm.title"))
        #expect(!stale.body.contains("un secret"))
        #expect(stale.body.contains("<button class=\"button primary\" name=\"langue\" value=\"fr\">"))
        let again = try await browser.send([.language: "fr"], to: .signIn)

        #expect(again.status == 200)
        #expect(again.fields(ofFormTo: .signIn)["numero"] == "261 40 73")
    }

    @Test func `a visit whose cookie went with the browser's window is offered its form again`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await browser.open(.accessRequest)
        browser.forget(.visit)

        let stale = try await browser.send(
            [.role: "affilie", .number: "2614073"], to: .accessRequest, headers: [site: "same-origin"])

        #expect(stale.status == 403)
        #expect(stale.fields(ofFormTo: .accessRequest)["numero"] == "2614073")
    }

    @Test func `what is no form of ours, or too large, is told so`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await browser.open(.signIn)
        let token = try #require(browser.page?.fields(ofFormTo: .signIn)["jeton"])

        #expect(try await browser.post([:], to: .signIn, headers: [.contentType: "application/json"]).status == 400)
        let twice = try await browser.ask(
            .post, "/connexion", headers: [.contentType: "application/x-www-form-urlencoded"], body: "jeton=\(token)&numero=1&numero=2")
        #expect(twice.status == 400)
        let long = String(repeating: "x", count: 5000)
        #expect(try await browser.post(fields: ["jeton": token, "numero": long], to: "/connexion").status == 400)
        let huge = String(repeating: "x", count: 70_000)
        #expect(try await browser.post(fields: ["jeton": token, "numero": huge], to: "/connexion").status == 413)
    }
}
