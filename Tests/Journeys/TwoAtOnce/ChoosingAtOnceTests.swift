import PerronDomain
import PerronPages
import PerronTestSupport
import Testing

@Suite struct ChoosingAtOnceTests {
    @Test func `sixteen browsers choose with one code at once: one wins, fifteen are told so by a page`() async throws {
        let portal = try await Portal()
        try await portal.ask(Cast.camille, by: .email, in: portal.browser())
        let code = try await portal.code(mailedTo: Cast.camille)
        let browsers = (0..<16).map { _ in portal.browser() }
        for browser in browsers { try await portal.signIn(Cast.camille.number, with: code, in: browser) }

        let answers = try await withThrowingTaskGroup(of: (Int, Answer).self) { group in
            for (index, browser) in browsers.enumerated() {
                group.addTask { (index, try await portal.choose("\(Portal.password) \(index)", born: Cast.camille.birthDate, in: browser)) }
            }
            return try await group.reduce(into: [Int: Answer]()) { $0[$1.0] = $1.1 }
        }

        let winners = answers.filter { $0.value.path == "/espace" && $0.value.status == 200 }
        let losers = answers.filter { $0.value.status == 410 && $0.value.title == portal.words()("account.tooLate.alreadyChosen.title") }
        #expect(winners.count == 1)
        #expect(losers.count == 15)
        let winner = try #require(winners.first?.key)
        for index in [winner, (winner + 1) % 16] {
            let later = try await portal.signIn(Cast.camille.number, with: "\(Portal.password) \(index)", in: portal.browser())
            #expect((later.path == "/espace") == (index == winner))
        }
    }

    @Test func `a session that ends before choosing leaves the code alive and says so`() async throws {
        let portal = try await Portal()
        let browser = portal.browser()
        try await portal.ask(Cast.camille, by: .email, in: browser)
        let code = try await portal.code(mailedTo: Cast.camille)
        try await portal.signIn(Cast.camille.number, with: code, in: browser)

        portal.clock.advance(.minutes(16))
        let late = try await portal.choose(born: Cast.camille.birthDate, in: browser)
        #expect(late.status == 410)
        #expect(late.title == portal.words()("account.tooLate.sessionEnded.title"))

        try await portal.signIn(Cast.camille.number, with: code, in: browser)
        let space = try await portal.choose(born: Cast.camille.birthDate, in: browser)
        #expect(space.path == "/espace")
    }
}
