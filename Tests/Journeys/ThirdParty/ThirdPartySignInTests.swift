import PerronDomain
import PerronPages
import PerronTestSupport
import PerronWorkflows
import Testing

/// A network that failed often must show at the sign-in that a person is there: the third party's check stands there too.
@Suite struct ThirdPartySignInTests {
    @Test(arguments: RobotProvider.allCases)
    func `the sign-in asks the same third party, and one token buys one try`(provider: RobotProvider) async throws {
        let (house, browser) = try await challenged(provider)

        #expect(try #require(browser.page).hasWidget)
        #expect(try #require(browser.page).policy.contains("frame-src https://"))
        #expect(try await send("wrong", token: "good-signIn-1", in: browser).says(house.words("account.error.signIn.wrong")))
        #expect(try await send(Portal.password, token: "good-signIn-1", in: browser).says(house.words("access.error.robot.widget.used")))
        #expect(try await send(Portal.password, token: "bad", in: browser).says(house.words("access.error.robot.widget.failed")))
        #expect(try await send(Portal.password, token: "good-signIn-2", in: browser).path == Route.memberSpace.path)
    }

    @Test func `while it is out of order our own check stands in`() async throws {
        let (house, browser) = try await challenged(.turnstile)

        let page = try await send(Portal.password, token: "500", in: browser)
        #expect(page.says(house.words("access.error.robot.standIn")) && page.hasWork && !page.policy.contains("https:"))

        let typed: [FormField: String] = [.password: Portal.password, .robot: "oui", .proof: page.solvedProof]
        #expect(try await browser.send(typed, to: .signIn).path == Route.memberSpace.path)
    }

    @Test func `where the fund refuses, a provisional password opens all the same`() async throws {
        let (house, browser) = try await challenged(.recaptcha, whenDown: .refuse)
        try await house.portal.ask(Cast.henri, by: .letter, in: house.portal.browser(at: "203.0.113.9"))
        let code = try await house.portal.code(postedFor: Cast.henri)

        let page = try await send(Portal.password, token: "500", in: browser)
        #expect(page.says(house.words("access.error.robot.outOfOrder")))

        let typed: [FormField: String] = [.number: Cast.henri.number.digits, .password: code]
        #expect(try await browser.send(typed, to: .signIn).path == Route.choosePassword.path)
    }

    /// Camille's space is open, and thirty wrong passwords came from the network since.
    private func challenged(
        _ provider: RobotProvider, whenDown: RobotService.WhenDown = .own
    ) async throws -> (ThirdPartyHouse, Browser) {
        let house = try await ThirdPartyHouse(provider, whenDown: whenDown)
        try await house.portal.openSpace(of: Cast.camille, in: house.portal.browser(at: "203.0.113.9"))
        let browser = house.portal.browser()
        for number in 0..<30 { try await house.portal.signIn(FileNumber("\(9_000_000 + number)"), with: "no", in: browser) }
        try await house.portal.signIn(Cast.camille.number, with: "no", in: browser)
        return (house, browser)
    }

    private func send(_ password: String, token: String, in browser: Browser) async throws -> Answer {
        try await browser.send(
            [.number: Cast.camille.number.digits, .password: password, .robot: "oui", .robotToken: token], to: .signIn)
    }
}
