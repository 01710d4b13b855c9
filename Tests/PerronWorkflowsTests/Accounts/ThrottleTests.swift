import Dispatch
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

    @Test func `a success takes back the mistypings of its recognised browser`() async throws {
        let house = try await House()
        var browser = try await house.opened(Cast.camille).browser
        for _ in 0..<2 {
            for _ in 0..<4 { #expect(try await house.signIn(Cast.camille.number, "no", browser: browser).word == "wrong") }
            guard case .signedIn(let again) = try await house.signIn(Cast.camille.number, House.goodPassword, browser: browser) else {
                Issue.record("not signed in")
                return
            }
            browser = again.browser
        }
    }

    @Test func `a success elsewhere gives strangers no more tries`() async throws {
        let house = try await House()
        _ = try await house.opened(Cast.camille)
        for _ in 0..<4 { _ = try await house.signIn(Cast.camille.number, "no") }

        #expect(try await house.signIn(Cast.camille.number, House.goodPassword).word == "signedIn")

        #expect(try await house.signIn(Cast.camille.number, "no").word == "wrong")
        #expect(try await house.signIn(Cast.camille.number, "no").word == "slowDown")
    }

    @Test func `a recognised browser has a count of its own`() async throws {
        let house = try await House()
        let tokens = try await house.opened(Cast.camille)
        for _ in 0..<6 { _ = try await house.signIn(Cast.camille.number, "no") }

        #expect(try await house.signIn(Cast.camille.number, House.goodPassword).word == "slowDown")
        guard case .signedIn(let again) = try await house.signIn(Cast.camille.number, House.goodPassword, browser: tokens.browser) else {
            Issue.record("not recognised")
            return
        }

        for _ in 0..<5 { #expect(try await house.signIn(Cast.camille.number, "no", browser: again.browser).word == "wrong") }
        #expect(try await house.signIn(Cast.camille.number, House.goodPassword, browser: again.browser).word == "slowDown")
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

    @Test func `one computer is recognised for two files, each with its own count, and neither success clears the other's`() async throws {
        let house = try await House()
        let paul = try await house.opened(Cast.paul)
        _ = try await house.opened(Cast.anne)
        guard case .signedIn(let both) = try await house.signIn(Cast.anne.number, House.goodPassword, browser: paul.browser) else {
            Issue.record("not signed in")
            return
        }
        let strangers = [Cast.paul.number, Cast.anne.number]
        for number in strangers { for _ in 0..<5 { _ = try await house.signIn(number, "no") } }

        var browser = both.browser
        for _ in 0..<5 { #expect(try await house.signIn(Cast.anne.number, "no", browser: browser).word == "wrong") }
        guard case .signedIn(let again) = try await house.signIn(Cast.paul.number, House.goodPassword, browser: browser) else {
            Issue.record("Paul is a stranger")
            return
        }
        browser = again.browser
        #expect(try await house.signIn(Cast.anne.number, House.goodPassword, browser: browser).word == "slowDown")
        house.clock.advance(.minutes(2))
        #expect(try await house.signIn(Cast.anne.number, House.goodPassword, browser: browser).word == "signedIn")
    }

    @Test func `sign-in gets dearer for a network that fails, and its slow tickets leave one after the other`() async throws {
        let house = try await House()
        _ = try await house.opened(Cast.camille)
        let calm = try await OfferRobotCheck(house.base)(.signIn, network: .local)
        let second = try await OfferRobotCheck(house.base)(.signIn, network: .local)
        for number in 0..<41 {
            _ = try await house.signIn(
                FileNumber("\(9_000_000 + number)"), "no", proof: number < 30 ? .missing : house.proof(.signIn))
        }
        let busy = try await OfferRobotCheck(house.base)(.signIn, network: .local)
        house.clock.advance(.seconds(25))

        let first = try await house.signIn(Cast.camille.number, House.goodPassword, proof: .slow(ticket: calm.ticket))
        guard
            case .robot(.tooEarly(let wait)) = try await house.signIn(
                Cast.camille.number, House.goodPassword, proof: .slow(ticket: second.ticket))
        else {
            Issue.record("two tickets side by side")
            return
        }

        #expect(busy.challenge.difficulty == calm.challenge.difficulty + 2)
        #expect(first.word == "signedIn")
        #expect(wait == .seconds(80))
    }

    @Test func `a proof is still good when the machine was too busy to look at the password`() async throws {
        let house = try await House()
        _ = try await house.opened(Cast.camille)
        for number in 0..<30 { _ = try await house.signIn(FileNumber("\(9_000_000 + number)"), "no") }
        let proof = try await house.proof(.signIn)
        let pool = HashingPool(lanes: 1, capacity: 0)
        let crowded = SignIn(
            house.base,
            passwords: MemberPasswords(
                rules: PasswordRules(common: CommonPasswords(text: "")),
                hasher: PasswordHasher(keys: house.base.keys, random: house.random, cost: Argon2Cost(kibibytes: 8, passes: 1)), pool: pool,
                fund: House.fund))
        let (taken, free) = (AsyncStream<Void>.makeStream(), DispatchSemaphore(value: 0))
        let occupant = Task {
            try await pool.run {
                taken.continuation.finish()
                free.wait()
            }
        }
        for await _ in taken.stream {}

        let busy = try await crowded(
            SignIn.Attempt(
                number: Cast.camille.number, password: CandidatePassword(House.goodPassword), proof: proof, network: .local, former: .none))
        free.signal()
        try await occupant.value

        #expect(busy.word == "busy")
        #expect(try await house.signIn(Cast.camille.number, House.goodPassword, proof: proof).word == "signedIn")
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
