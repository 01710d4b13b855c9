import PerronDomain
import PerronSecrets
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

struct ThrottleTests {
    @Test(arguments: [Cast.camille.number, Cast.nobody])
    func `after five wrong tries each pause is longer, for a number that exists and one that doesn't`(number: FileNumber) async throws {
        let house = try await House()
        if number == Cast.camille.number { _ = try await house.opened(Cast.camille) }
        for _ in 0..<5 { #expect(try await house.signIn(number, "no").word == "wrong") }
        var pauses: [Int64] = []

        for _ in 0..<5 {
            guard case .slowDown(let until) = try await house.signIn(number, House.goodPassword) else {
                Issue.record("not slowed down")
                return
            }
            pauses.append((until - house.clock.now()).wholeSeconds / 60)
            house.clock.set(until)
            #expect(try await house.signIn(number, "no").word == "wrong")
        }

        #expect(pauses == [1, 2, 4, 8, 15])
    }

    @Test func `a number takes twenty-five wrong tries a day and no more`() async throws {
        let house = try await House()
        _ = try await house.opened(Cast.camille)
        for _ in 0..<25 {
            #expect(try await house.signIn(Cast.camille.number, "no").word == "wrong")
            house.clock.advance(.minutes(20))
        }

        #expect(try await house.signIn(Cast.camille.number, House.goodPassword).word == "slowDown")
    }

    @Test func `a success clears the count`() async throws {
        let house = try await House()
        _ = try await house.opened(Cast.camille)
        for _ in 0..<4 { _ = try await house.signIn(Cast.camille.number, "no") }

        #expect(try await house.signIn(Cast.camille.number, House.goodPassword).word == "signedIn")

        for _ in 0..<4 { #expect(try await house.signIn(Cast.camille.number, "no").word == "wrong") }
        #expect(try await house.signIn(Cast.camille.number, House.goodPassword).word == "signedIn")
    }

    @Test func `a recognised browser has a count of its own`() async throws {
        let house = try await House()
        let tokens = try await house.opened(Cast.camille)
        for _ in 0..<6 { _ = try await house.signIn(Cast.camille.number, "no") }

        #expect(try await house.signIn(Cast.camille.number, House.goodPassword).word == "slowDown")
        #expect(try await house.signIn(Cast.camille.number, House.goodPassword, browser: tokens.browser).word == "signedIn")

        for _ in 0..<5 { #expect(try await house.signIn(Cast.camille.number, "no", browser: tokens.browser).word == "wrong") }
        #expect(try await house.signIn(Cast.camille.number, House.goodPassword, browser: tokens.browser).word == "slowDown")
    }

    @Test func `another member's recognised browser is a stranger`() async throws {
        let house = try await House()
        _ = try await house.opened(Cast.camille)
        let sofia = try await house.opened(Cast.sofia)
        for _ in 0..<5 { _ = try await house.signIn(Cast.camille.number, "no") }

        #expect(try await house.signIn(Cast.camille.number, House.goodPassword, browser: sofia.browser).word == "slowDown")
    }

    @Test func `a code opens whatever was tried wrongly before`() async throws {
        let house = try await House()
        let code = try await house.code(for: Cast.camille)
        for _ in 0..<40 { _ = try await house.signIn(Cast.camille.number, "no") }

        #expect(try await house.signIn(Cast.camille.number, "no").word != "wrong")
        #expect(try await house.signIn(Cast.camille.number, code.clear.shown).word == "chooseYourPassword")
        #expect(try await house.find(code.id).isAlive(at: house.clock.now()))
    }

    @Test func `a guess that looked before others failed is held back with them`() async throws {
        let house = try await House()
        _ = try await house.opened(Cast.camille)
        for _ in 0..<4 { _ = try await house.signIn(Cast.camille.number, "no") }

        house.recorded.beforeNextWrite { _ = try await house.signIn(Cast.camille.number, "no") }

        #expect(try await house.signIn(Cast.camille.number, House.goodPassword).word == "slowDown")
    }

    @Test func `a network that failed thirty times must bring a proof, and one proof buys one try`() async throws {
        let house = try await House()
        _ = try await house.opened(Cast.camille)
        for number in 0..<30 { _ = try await house.signIn(FileNumber("\(9_000_000 + number)"), "no") }
        let elsewhere = try #require(Network(packed: [192, 0, 2, 1]))

        #expect(try await house.signIn(Cast.camille.number, House.goodPassword).word == "robot")
        #expect(try await house.signIn(Cast.camille.number, House.goodPassword, network: elsewhere).word == "signedIn")

        let proof = try await house.proof(.signIn)
        #expect(try await house.signIn(Cast.camille.number, "no", proof: proof).word == "wrong")
        #expect(try await house.signIn(Cast.camille.number, "no", proof: proof).word == "robot")
        #expect(try await house.signIn(Cast.camille.number, House.goodPassword, proof: proof).word == "robot")
        #expect(try await house.signIn(Cast.camille.number, House.goodPassword, proof: house.proof(.signIn)).word == "signedIn")
    }
}
