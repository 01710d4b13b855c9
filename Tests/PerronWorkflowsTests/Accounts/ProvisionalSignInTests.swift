import PerronDomain
import PerronSecrets
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

struct ProvisionalSignInTests {
    @Test(arguments: ["plain", "spaces", "small", "letters", "dashes"])
    func `a code opens a restricted session however it is typed, and nothing is consumed`(manner: String) async throws {
        let house = try await House()
        let code = try await house.code(for: Cast.camille)
        let shown = code.clear.shown
        let typed =
            switch manner {
            case "spaces": " \(code.clear.groups.joined(separator: "  ")) "
            case "small": shown.lowercased()
            case "letters": shown.replacing("0", with: "O").replacing("1", with: "l")
            case "dashes": shown.replacing("-", with: " – ")
            default: code.clear.canonical
            }

        guard case .chooseYourPassword(let tokens) = try await house.signIn(Cast.camille.number, typed) else {
            Issue.record("not opened by \(manner)")
            return
        }

        #expect(try await house.holder(tokens).code.id == code.id)
        #expect(tokens.browser == nil)
        #expect(try await house.find(code.id).isAlive(at: house.clock.now()))
        #expect(try await house.signIn(Cast.camille.number, typed).word == "chooseYourPassword")
    }

    @Test func `a code opens its own file and no other`() async throws {
        let house = try await House()
        let code = try await house.code(for: Cast.camille)

        for person in [Cast.henri, Cast.sofia] { #expect(try await house.signIn(person.number, code.clear.shown).word == "wrong") }
        #expect(try await house.signIn(Cast.nobody, code.clear.shown).word == "wrong")
    }

    @Test func `whoever holds a genuine code is told what became of it`() async throws {
        let house = try await House()
        let (used, other) = (try await house.code(for: Cast.camille), try await house.code(for: Cast.camille))
        let expired = try await house.code(for: Cast.sofia, life: .minutes(5))
        _ = try await house.choose(house.holder(of: used.clear, Cast.camille), house.choice(Cast.camille))
        house.clock.advance(.minutes(5))

        #expect(try await house.signIn(Cast.camille.number, used.clear.shown).word == "codeUsed")
        #expect(try await house.signIn(Cast.camille.number, other.clear.shown).word == "codeVoided")
        #expect(try await house.signIn(Cast.sofia.number, expired.clear.shown).word == "codeExpired")
    }

    @Test func `after ninety days a code that ran out is a wrong password`() async throws {
        let house = try await House()
        let code = try await house.code(for: Cast.camille)

        house.clock.set(try await house.find(code.id).expiresAt.adding(.days(90)).subtracting(.milliseconds(1)))
        #expect(try await house.signIn(Cast.camille.number, code.clear.shown).word == "codeExpired")
        house.clock.advance(.milliseconds(1))

        #expect(try await house.signIn(Cast.camille.number, code.clear.shown).word == "wrong")
    }

    @Test func `several codes live side by side, each opens`() async throws {
        let house = try await House()
        let codes = [try await house.code(for: Cast.camille), try await house.code(for: Cast.camille, .letter, life: .days(21))]

        for code in codes { #expect(try await house.signIn(Cast.camille.number, code.clear.shown).word == "chooseYourPassword") }
    }

    @Test func `a session that ends before choosing leaves the code alive`() async throws {
        let house = try await House()
        let code = try await house.code(for: Cast.camille)
        let holder = try await house.holder(of: code.clear, Cast.camille)
        try await EndSessions(house.base).here(holder.session)
        let second = try await house.holder(of: code.clear, Cast.camille)
        house.clock.advance(.minutes(16))

        #expect(try await house.find(code.id).isAlive(at: house.clock.now()))
        #expect(try await house.choose(house.holder(of: code.clear, Cast.camille), house.choice(Cast.camille)).word == "chosen")
        #expect(second.session.id != holder.session.id)
    }

    @Test func `the holder of a password of one's own may still come by code`() async throws {
        let house = try await House()
        _ = try await house.opened(Cast.camille)
        let code = try await house.code(for: Cast.camille)

        #expect(try await house.signIn(Cast.camille.number, House.goodPassword).word == "signedIn")
        #expect(try await house.signIn(Cast.camille.number, code.clear.shown).word == "chooseYourPassword")
    }
}
