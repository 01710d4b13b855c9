import PerronDomain
import PerronPages
import PerronTestSupport
import PerronWorkflows
import Testing

/// Each of the three, from the ticked box to the choice of a channel.
@Suite struct ThirdPartyTests {
    @Test(arguments: RobotProvider.allCases)
    func `a token that the third party knows opens the way`(provider: RobotProvider) async throws {
        let house = try await ThirdPartyHouse(provider)
        let browser = house.portal.browser()

        let page = try await browser.open(.accessRequest)
        #expect(page.hasWidget && !page.hasWork)
        #expect(page.body.contains("data-key=\"\(SiteVerifyStandIn.siteKey)\""))
        #expect(page.says(house.words("access.robot.widget.hint", ["company": provider.company])))

        #expect(try await browser.send(house.form(token: "good"), to: .accessRequest).path == Route.accessChannel.path)
        #expect(try house.standIn.asked.count == 1)
        #expect(try house.standIn.asked[0].contains("remoteip") == false)
    }

    @Test(arguments: RobotProvider.allCases, [("bad", "failed"), ("elsewhere", "failed")])
    func `one that it does not know is told, and what was typed stays`(
        provider: RobotProvider, case: (token: String, key: String)
    ) async throws {
        let house = try await ThirdPartyHouse(provider)
        let browser = house.portal.browser()
        try await browser.open(.accessRequest)

        let page = try await browser.send(house.form(token: `case`.token), to: .accessRequest)
        #expect(page.status == 422)
        #expect(page.says(house.words("access.error.robot.widget.\(`case`.key)")))
        #expect(page.fields(ofFormTo: .accessRequest)["numero"] == Cast.camille.number.digits)
        #expect(page.hasWidget)

        #expect(try await browser.send(house.form(token: "good"), to: .accessRequest).path == Route.accessChannel.path)
    }

    @Test(arguments: RobotProvider.allCases)
    func `a token opens one request, whoever brings it again`(provider: RobotProvider) async throws {
        let house = try await ThirdPartyHouse(provider)
        let (browser, other) = (house.portal.browser(), house.portal.browser(at: "203.0.113.9"))
        try await browser.open(.accessRequest)
        try await browser.send(house.form(token: "good"), to: .accessRequest)

        for again in [browser, other] {
            try await again.open(.accessRequest)
            let page = try await again.send(house.form(token: "good"), to: .accessRequest)
            #expect(page.status == 422)
            #expect(page.says(house.words("access.error.robot.widget.used")))
        }
    }

    @Test func `another mistake costs no second check, and the first one is still spent once`() async throws {
        let house = try await ThirdPartyHouse(.hcaptcha)
        let browser = house.portal.browser()
        try await browser.open(.accessRequest)

        let corrected = try await browser.send(house.form(token: "good").merging([.number: "261407"]) { $1 }, to: .accessRequest)
        let pass = try #require(corrected.fields(ofFormTo: .accessRequest)["laissez_passer"])
        #expect(!pass.isEmpty && corrected.fields(ofFormTo: .accessRequest)["robot"] == "oui")
        house.portal.clock.advance(.minutes(30))
        #expect(try await browser.send([.number: "2614073"], to: .accessRequest).path == Route.accessChannel.path)
        #expect(try house.standIn.asked.count == 1)

        try await browser.open(.accessRequest)
        let replayed = try await browser.send(house.form().merging([.robotPass: pass]) { $1 }, to: .accessRequest)
        #expect(replayed.says(house.words("access.error.robot.widget.used")))
    }

    @Test func `a pass is good for its network, its form and an hour`() async throws {
        let house = try await ThirdPartyHouse(.recaptcha)
        let (browser, other) = (house.portal.browser(), house.portal.browser(at: "203.0.113.9"))
        try await browser.open(.accessRequest)
        let corrected = try await browser.send(house.form(token: "good").merging([.number: ""]) { $1 }, to: .accessRequest)
        let pass = try #require(corrected.fields(ofFormTo: .accessRequest)["laissez_passer"])

        try await other.open(.accessRequest)
        let stolen = try await other.send(house.form().merging([.robotPass: pass]) { $1 }, to: .accessRequest)
        house.portal.clock.advance(.hours(1))
        let late = try await browser.send([.number: "2614073"], to: .accessRequest)

        #expect(stolen.says(house.words("access.error.robot.widget.used")))
        #expect(late.says(house.words("access.error.robot.widget.used")))
    }

    @Test func `the question about the number's length carries the check along`() async throws {
        let house = try await ThirdPartyHouse(.turnstile)
        let browser = house.portal.browser()
        try await browser.open(.accessRequest)

        let question = try await browser.send(house.form(token: "good").merging([.number: "304518267"]) { $1 }, to: .accessRequest)
        #expect(!question.hasWidget)

        #expect(try await browser.send([.answer: "oui"], to: .accessRequest).path == Route.accessChannel.path)
        #expect(try house.standIn.asked.count == 1)
    }

    @Test func `without scripts the time that the page stood open counts, and the third party hears nothing`() async throws {
        let house = try await ThirdPartyHouse(.recaptcha, whenDown: .refuse)
        let browser = house.portal.browser()

        try await house.portal.ask(Cast.camille, by: .email, in: browser)

        #expect(browser.page?.path == Route.followUp.path)
        #expect(try house.standIn.asked.isEmpty)
    }

    @Test func `known and unknown numbers are asked about alike`() async throws {
        let house = try await ThirdPartyHouse(.turnstile)
        var said: [Int] = []

        for (index, number) in [Cast.camille.number, Cast.nobody].enumerated() {
            let browser = house.portal.browser()
            try await browser.open(.accessRequest)
            said.append(try await browser.post(house.form(number, token: "good-\(index)"), to: .accessRequest).status)
        }

        #expect(said == [303, 303])
        #expect(try house.standIn.asked.count == 2)
        #expect(try house.standIn.asked.allSatisfy { !$0.contains(Cast.camille.number.digits) })
    }
}
