import PerronDomain
import PerronPages
import PerronTestSupport
import Testing

/// What the browser may load: our own files, and on the page with the check what the third party documents.
@Suite struct ContentPolicyTests {
    private static let strict = """
        default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; \
        worker-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'
        """

    @Test func `without a third party no page is opened to anybody`() async throws {
        let browser = try await Portal().browser()

        for route in [Route.home, .accessRequest, .signIn, .codeLanding] {
            #expect(try await browser.open(route).policy == ContentPolicyTests.strict, "\(route)")
        }
    }

    @Test(arguments: [
        (RobotProvider.recaptcha, "https://www.google.com/recaptcha/ https://www.gstatic.com/recaptcha/"),
        (.hcaptcha, "https://hcaptcha.com https://*.hcaptcha.com"), (.turnstile, "https://challenges.cloudflare.com"),
    ])
    func `with one, the page that shows its check is opened to it, and no other`(provider: RobotProvider, scripts: String) async throws {
        let house = try await ThirdPartyHouse(provider)
        let browser = house.portal.browser()

        let policy = try await browser.open(.accessRequest).policy
        #expect(policy.contains("script-src 'self' \(scripts);"))
        #expect(policy.contains("; frame-src https://"))
        #expect(policy.hasPrefix("default-src 'none'; style-src 'self'"))
        #expect(!policy.contains("unsafe"))
        for kept in ["font-src 'self';", "worker-src 'self';", "form-action 'self';", "frame-ancestors 'none';", "base-uri 'none'"] {
            #expect(policy.contains(kept))
        }

        for route in [Route.home, .signIn, .codeLanding, .privacy, .followUp] {
            #expect(try await browser.open(route).policy == ContentPolicyTests.strict, "\(route)")
        }
    }

    @Test(arguments: RobotProvider.allCases)
    func `the privacy page names the third party`(provider: RobotProvider) async throws {
        let house = try await ThirdPartyHouse(provider)

        let page = try await house.portal.browser().open(.privacy)

        #expect(page.says(provider.name) && page.says(provider.company))
        #expect(try await !Portal().browser().open(.privacy).says(provider.name))
    }
}
