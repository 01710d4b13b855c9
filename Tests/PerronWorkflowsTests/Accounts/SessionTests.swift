import PerronDomain
import PerronSecrets
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

struct SessionTests {
    @Test func `a full session ends after half an hour without use, and after eight hours in all`() async throws {
        let house = try await House()
        let tokens = try await house.opened(Cast.camille)
        let read = ReadSession(house.base)

        for _ in 0..<16 {
            house.clock.advance(.minutes(29))
            #expect(try await read(tokens.session).word == "member")
        }
        house.clock.advance(.minutes(16))
        #expect(try await read(tokens.session).word == "ended")

        let second = try await house.signedIn(Cast.camille)
        house.clock.advance(.minutes(30))
        #expect(try await read(second.session).word == "ended")
    }

    @Test func `a restricted session ends after a quarter of an hour without use, and after an hour in all`() async throws {
        let house = try await House()
        let code = try await house.code(for: Cast.camille)
        let read = ReadSession(house.base)
        guard case .chooseYourPassword(let tokens) = try await house.signIn(Cast.camille.number, code.clear.shown),
            case .chooseYourPassword(let idle) = try await house.signIn(Cast.camille.number, code.clear.shown)
        else {
            Issue.record("not opened")
            return
        }

        for _ in 0..<4 {
            house.clock.advance(.minutes(14))
            #expect(try await read(tokens.session).word == "codeHolder")
        }
        #expect(try await read(idle.session).word == "ended choosing")
        house.clock.advance(.minutes(4))
        #expect(try await read(tokens.session).word == "ended choosing")
    }

    @Test func `a reading says until when the session lasts if nothing more is done`() async throws {
        let house = try await House()
        let tokens = try await house.opened(Cast.camille)

        house.clock.advance(.minutes(10))

        #expect(try await house.member(tokens).endsAt == house.clock.now().adding(.minutes(30)))
    }

    @Test func `signing out ends this session, and everywhere all of them with their browsers`() async throws {
        let house = try await House()
        let (first, second) = (try await house.opened(Cast.camille), try await house.signedIn(Cast.camille))
        let read = ReadSession(house.base)

        try await EndSessions(house.base).here(house.member(first).session)
        #expect(try await [read(first.session).word, read(second.session).word] == ["ended", "member"])

        let third = try await house.signedIn(Cast.camille)
        try await EndSessions(house.base).everywhere(house.member(second))
        #expect(try await [read(second.session).word, read(third.session).word] == ["ended", "ended"])
        #expect(try await house.count("recognised_browser", where: "ended_at IS NULL") == 0)
    }

    @Test func `a cookie that was never given is nobody's`() async throws {
        let house = try await House()

        #expect(try await ReadSession(house.base)(Token.random(from: house.random)).word == "none")
    }

    @Test func `a session is not written at every page`() async throws {
        let house = try await House()
        let tokens = try await house.opened(Cast.camille)
        house.clock.advance(.seconds(19))
        _ = house.recorded.takeStatements()

        _ = try await house.member(tokens)
        #expect(!house.recorded.takeStatements().contains("BEGIN WRITE"))
        house.clock.advance(.seconds(1))
        _ = try await house.member(tokens)
        #expect(house.recorded.takeStatements().contains("BEGIN WRITE"))
    }

    @Test func `changing the password ends every other session and voids codes that wait`() async throws {
        let house = try await House()
        let (first, second) = (try await house.opened(Cast.camille), try await house.signedIn(Cast.camille))
        let code = try await house.code(for: Cast.camille)

        let decision = try await house.change(
            house.member(first), present: CandidatePassword(House.goodPassword), new: CandidatePassword(House.otherPassword),
            language: .french)

        guard case .changed(let tokens) = decision else {
            Issue.record("not changed")
            return
        }
        let read = ReadSession(house.base)
        #expect(try await [read(first.session), read(second.session), read(tokens.session)].map(\.word) == ["ended", "ended", "member"])
        #expect(try await house.signIn(Cast.camille.number, code.clear.shown).word == "codeVoided")
        #expect(try await house.signIn(Cast.camille.number, House.goodPassword).word == "wrong")
        #expect(try await house.signIn(Cast.camille.number, House.otherPassword).word == "signedIn")
        #expect(try await house.notices().map(\.kind) == [.openedByEmail, .passwordChanged, .passwordChosen])
    }

    @Test func `a change needs the present password, and guessing it is slowed down`() async throws {
        let house = try await House()
        let member = try await house.member(house.opened(Cast.camille))
        let (wrong, new) = (CandidatePassword("no"), CandidatePassword(House.otherPassword))

        for _ in 0..<5 {
            guard case .wrongPassword = try await house.change(member, present: wrong, new: new, language: .french) else {
                Issue.record("a wrong password was taken")
                return
            }
        }

        let right = CandidatePassword(House.goodPassword)
        guard case .slowDown(let until) = try await house.change(member, present: right, new: new, language: .french) else {
            Issue.record("not slowed down")
            return
        }
        house.clock.set(until)
        guard case .refused = try await house.change(member, present: right, new: wrong, language: .french) else {
            Issue.record("a bad password was taken")
            return
        }
    }
}

extension House {
    fileprivate func signedIn(_ person: Cast.Person) async throws -> SessionTokens {
        guard case .signedIn(let tokens) = try await signIn(person.number, House.goodPassword) else { throw NotThere() }
        return tokens
    }
}
