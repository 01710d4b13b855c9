import PerronDomain
import PerronPages
import PerronTestSupport
import PerronWorkflows
import Testing

/// The third party is out of order: what each policy does.
@Suite struct ThirdPartyAwayTests {
    @Test(arguments: RobotProvider.allCases, ["500", "nonsense", "closed", "internal"])
    func `our own check stands in, with what was typed`(provider: RobotProvider, token: String) async throws {
        let house = try await ThirdPartyHouse(provider)
        let browser = house.portal.browser()
        try await browser.open(.accessRequest)

        let page = try await browser.send(house.form(token: token), to: .accessRequest)
        #expect(page.status == 422)
        #expect(page.says(house.words("access.error.robot.standIn")) && page.says(house.words("access.robot.standIn")))
        #expect(page.hasWork && !page.hasWidget && !page.policy.contains("https:"))
        #expect(page.fields(ofFormTo: .accessRequest)["numero"] == Cast.camille.number.digits)

        // The box stays ticked: the button is all that is to be pressed again.
        #expect(try await browser.send([.proof: page.solvedProof], to: .accessRequest).path == Route.accessChannel.path)
    }

    @Test func `nobody waits for what somebody else has just waited for, and after a minute it is asked again`() async throws {
        let house = try await ThirdPartyHouse(.turnstile)
        let (browser, next) = (house.portal.browser(), house.portal.browser(at: "203.0.113.9"))
        try await browser.open(.accessRequest)
        try await next.open(.accessRequest)
        try await browser.send(house.form(token: "500"), to: .accessRequest)

        let answered = try await next.send(house.form(token: "good"), to: .accessRequest)
        let opened = try await house.portal.browser().open(.accessRequest)
        #expect(answered.hasWork && opened.hasWork)
        #expect(try house.standIn.asked.count == 1)

        house.portal.clock.advance(.seconds(61))
        #expect(try await next.open(.accessRequest).hasWidget)
        #expect(try await next.send(house.form(token: "good"), to: .accessRequest).path == Route.accessChannel.path)
    }

    @Test func `each time it fails anew it is left alone twice as long, ten minutes at most`() async throws {
        let house = try await ThirdPartyHouse(.recaptcha)
        let browser = house.portal.browser()
        var pauses: [Int] = []

        for number in 0..<6 {
            try await browser.open(.accessRequest)
            try await browser.send(house.form(token: "500-\(number)"), to: .accessRequest)
            var minutes = 0
            repeat {
                house.portal.clock.advance(.minutes(1))
                minutes += 1
            } while try await browser.open(.accessRequest).hasWork && minutes < 60
            pauses.append(minutes)
        }

        #expect(pauses == [1, 2, 4, 8, 10, 10])
    }

    @Test func `our own check that was begun meanwhile is good after the third party is back`() async throws {
        let house = try await ThirdPartyHouse(.hcaptcha)
        let browser = house.portal.browser()
        try await browser.open(.accessRequest)
        let page = try await browser.send(house.form(token: "500"), to: .accessRequest)
        house.portal.clock.advance(.minutes(5))

        let corrected = try await browser.send([.robot: "oui", .number: "", .proof: page.solvedProof], to: .accessRequest)

        #expect(corrected.fields(ofFormTo: .accessRequest)["preuve"] == page.solvedProof)
        #expect(try await browser.send([.number: "2614073"], to: .accessRequest).path == Route.accessChannel.path)
    }

    @Test(arguments: RobotProvider.allCases)
    func `where the fund refuses, the page says so and whom to call`(provider: RobotProvider) async throws {
        let house = try await ThirdPartyHouse(provider, whenDown: .refuse)
        let browser = house.portal.browser()
        try await browser.open(.accessRequest)

        let page = try await browser.send(house.form(token: "500"), to: .accessRequest)
        #expect(page.status == 422)
        #expect(page.says(house.words("access.error.robot.outOfOrder")) && page.says("05 00 00 00 00"))
        #expect(!page.hasWork && !page.hasWidget && !page.policy.contains("https:"))
        #expect(page.fields(ofFormTo: .accessRequest)["numero"] == Cast.camille.number.digits)
        let pressed = try await browser.send(to: .accessRequest)
        #expect(pressed.says(house.words("access.error.robot.outOfOrder")))

        house.portal.clock.advance(.minutes(1))
        #expect(try await browser.open(.accessRequest).hasWidget)
    }

    @Test(arguments: RobotService.WhenDown.allCases)
    func `without scripts nothing changes under either policy`(whenDown: RobotService.WhenDown) async throws {
        let house = try await ThirdPartyHouse(.recaptcha, whenDown: whenDown)
        let browser = house.portal.browser()
        try await browser.open(.accessRequest)
        try await browser.send(house.form(token: "500"), to: .accessRequest)

        try await house.portal.ask(Cast.camille, by: .email, in: browser)

        #expect(browser.page?.path == Route.followUp.path)
    }
}
