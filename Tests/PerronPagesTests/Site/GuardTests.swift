import HTTPTypes
import PerronDomain
import PerronPages
import PerronTestSupport
import Testing

/// What stands between a request and its page.
@Suite struct GuardTests {
    @Test func `another host gets 421 and the fund's own address`() async throws {
        let portal = try await Portal()

        let answer = try await portal.browser().ask(.get, "/connexion", host: "autre.example")

        #expect(answer.status == 421)
        #expect(answer.body.contains("href=\"http://localhost:8080\""))
    }

    @Test func `a host with the port that browsers leave out is the fund's too`() async throws {
        let portal = try await Portal(publicURL: "https://espace.carso.example")

        #expect(try await portal.browser().ask(.get, "/", host: "ESPACE.carso.example:443").status == 200)
        #expect(try await portal.browser().ask(.get, "/", host: "espace.carso.example:80").status == 421)
    }

    @Test(arguments: ["/", "/nulle-part", "/espace"])
    func `every answer carries the headers that tie a browser's hands`(path: String) async throws {
        let portal = try await Portal(publicURL: "https://espace.carso.example")

        let headers = try await portal.browser().ask(.get, path, host: "espace.carso.example").headers

        let policy = try #require(headers[HTTPField.Name("Content-Security-Policy")!])
        #expect(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"))
        #expect(headers[HTTPField.Name("X-Content-Type-Options")!] == "nosniff")
        #expect(headers[HTTPField.Name("Referrer-Policy")!] == "no-referrer")
        #expect(headers[HTTPField.Name("Cross-Origin-Opener-Policy")!] == "same-origin")
        #expect(headers[HTTPField.Name("Strict-Transport-Security")!]?.contains("max-age=63072000") == true)
        #expect(headers[.cacheControl] == "no-store")
        #expect(headers[.server] == nil)
    }

    @Test func `over http there is no word of HSTS`() async throws {
        let portal = try await Portal()

        #expect(try await portal.browser().open(.home).headers[HTTPField.Name("Strict-Transport-Security")!] == nil)
    }

    @Test func `cookies are bound to the host, the connection and the site, and out of scripts' reach`() async throws {
        let portal = try await Portal()

        let line = try #require(try await portal.browser().open(.home).headers[values: .setCookie].first)

        #expect(line.hasPrefix("__Host-visite="))
        let attributes = line.split(separator: "; ").dropFirst().map(String.init)
        #expect(attributes == ["Path=/", "Secure", "HttpOnly", "SameSite=Lax"])
    }

    @Test func `a page that isn't there is told in words`() async throws {
        let portal = try await Portal()

        let answer = try await portal.browser().open("/nulle-part")

        #expect(answer.status == 404)
        #expect(answer.title == portal.words()("site.notFound.title"))
    }

    @Test func `HEAD gives the headers of GET and no body`() async throws {
        let portal = try await Portal()

        let head = try await portal.browser().ask(.head, "/aide")

        #expect(head.status == 200)
        #expect(head.body.isEmpty)
        #expect(Int(head.headers[.contentLength] ?? "") ?? 0 > 1000)
    }

    @Test func `files may be kept for a year, and asked for again by their tag`() async throws {
        let portal = try await Portal()
        let path = portal.site.assets.paths[.stylesheet]

        let file = try await portal.browser().ask(.get, path)
        let tag = try #require(file.headers[.eTag])

        #expect(file.status == 200)
        #expect(file.headers[.cacheControl] == "public, max-age=31536000, immutable")
        #expect(try await portal.browser().ask(.get, path, headers: [.ifNoneMatch: tag]).status == 304)
        #expect(try await portal.browser().ask(.get, "/assets/../perron.sqlite").status == 404)
    }

    @Test func `the language is the browser's until another is chosen, and the choice stays`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()

        let german = try await browser.open(.accessRequest, headers: [.acceptLanguage: "de"])
        let english = try await browser.open(.accessRequest, headers: [.acceptLanguage: "en-GB,en;q=0.8"])
        #expect(german.body.contains("<html lang=\"fr\">"))
        #expect(english.body.contains("<html lang=\"en\">"))
        let chosen = try await browser.send([.language: "en"], to: .accessRequest)

        #expect(chosen.path == "/acces")
        #expect(chosen.title == portal.words(.english)("access.request.title"))
        #expect(try await browser.open(.home).headers[.contentLanguage] == "en")
    }

    @Test func `the language switch leads to our own pages only`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await browser.open(.home)

        let answer = try await browser.post([.language: "en", .returnRoute: "https://autre.example/"], to: .language)

        #expect(answer.location == "/")
    }
}
