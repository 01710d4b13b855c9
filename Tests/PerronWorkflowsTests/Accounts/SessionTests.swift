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
        house.clock.advance(.minutes(30) + MemberSession.touchEvery)
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

        let decision = try await house.change(house.member(first), house.newPassword())

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

        for _ in 0..<5 { #expect(try await house.change(member, house.newPassword(present: "no")).word == "wrongPassword") }

        guard case .slowDown(let until) = try await house.change(member, house.newPassword()) else {
            Issue.record("not slowed down")
            return
        }
        house.clock.set(until)
        #expect(try await house.change(member, house.newPassword(present: "no", new: "no")).word == "refused")
        #expect(try await house.change(member, house.newPassword()).word == "changed")
    }

    @Test func `of sixteen guesses at once five are told that they are wrong, and the right one among the rest looks like them`()
        async throws
    {
        let house = try await House()
        let member = try await house.member(house.opened(Cast.camille))
        let guesses = (0..<16).map { house.newPassword(present: "no \($0)") }
        house.recorded.beforeNextWrite {
            for _ in 0..<5 { _ = try await house.change(member, house.newPassword(present: "no")) }
        }

        #expect(try await house.change(member, house.newPassword()).word == "slowDown")
        house.clock.advance(.hours(1))
        let words = try await withThrowingTaskGroup(of: String.self, returning: [String].self) { group in
            for guess in guesses { group.addTask { try await house.change(member, guess).word } }
            return try await group.reduce(into: []) { $0.append($1) }
        }

        #expect(words.count { $0 == "wrongPassword" } == 5)
        #expect(words.count { $0 == "slowDown" } == 11)
    }

    @Test func `who signs in again in one browser leaves no session behind, also with a code`() async throws {
        let house = try await House()
        let first = try await house.opened(Cast.camille)
        let code = try await house.code(for: Cast.camille)
        let record = try await house.record(Cast.camille)

        guard
            case .signedIn(let second) = try await house.signIn(
                Cast.camille.number, House.goodPassword, browser: first.browser, session: first.session),
            case .chooseYourPassword(let third) = try await house.signIn(
                Cast.camille.number, code.clear.shown, browser: second.browser, session: second.session)
        else {
            Issue.record("not signed in")
            return
        }

        let read = ReadSession(house.base)
        #expect(
            try await [read(first.session), read(second.session), read(third.session)].map(\.word) == ["ended", "ended", "codeHolder"])
        #expect(try await house.events(of: record.id.text).count { $0 == .signOut } == 2)
        #expect(try await house.count("recognised_browser", where: "ended_at IS NULL") == 1)
    }

    @Test func `a session opened with a code ends with the code, and says why`() async throws {
        let house = try await House()
        let (first, second) = (try await house.code(for: Cast.camille, life: .minutes(5)), try await house.code(for: Cast.camille))
        guard case .chooseYourPassword(let expiring) = try await house.signIn(Cast.camille.number, first.clear.shown),
            case .chooseYourPassword(let voided) = try await house.signIn(Cast.camille.number, second.clear.shown)
        else {
            Issue.record("not opened")
            return
        }
        house.clock.advance(.minutes(5))
        _ = try await house.database.write { [now = house.clock.now()] tx in try ProvisionalPasswords(tx).void(second.id, now: now) }

        let read = ReadSession(house.base)
        #expect(
            try await [read(expiring.session), read(voided.session)].map(\.word) == ["ended choosing expired", "ended choosing voided"])
    }

    @Test func `the end that is announced holds, also where the request was too soon after another to be noted`() async throws {
        let house = try await House()
        let tokens = try await house.opened(Cast.camille)
        let start = house.clock.now()

        house.clock.advance(.seconds(19))
        let announced = try await house.member(tokens).endsAt
        house.clock.set(announced.subtracting(.seconds(1)))

        #expect(announced == start.adding(.seconds(19)).adding(.minutes(30)))
        #expect(try await house.member(tokens).endsAt > announced)
    }
}

extension House {
    fileprivate func signedIn(_ person: Cast.Person) async throws -> SessionTokens {
        guard case .signedIn(let tokens) = try await signIn(person.number, House.goodPassword) else { throw NotThere() }
        return tokens
    }
}
