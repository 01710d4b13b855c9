import PerronDomain
import PerronSecrets
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

struct SignInTests {
    @Test func `the right password opens a full session and recognises the browser`() async throws {
        let house = try await House()
        let record = try await house.record(Cast.camille)
        _ = try await house.opened(Cast.camille)
        let before = try await house.events(of: record.id.text).count { $0 == .signIn }

        guard case .signedIn(let tokens) = try await house.signIn(Cast.camille.number, House.goodPassword) else {
            Issue.record("not signed in")
            return
        }

        #expect(try await house.member(tokens).record.id == record.id)
        #expect(tokens.browser != nil)
        #expect(try await house.events(of: record.id.text).count { $0 == .signIn } == before + 1)
    }

    @Test func `a wrong password, an unknown number and an account that was never opened look alike`() async throws {
        let house = try await House()
        _ = try await house.opened(Cast.camille)
        var walks: [[String]] = []

        for (number, password) in [
            (Cast.camille.number, House.otherPassword), (Cast.nobody, House.goodPassword), (Cast.henri.number, House.goodPassword),
        ] {
            _ = house.recorded.takeStatements()
            #expect(try await house.signIn(number, password).word == "wrong")
            walks.append(house.recorded.takeStatements())
        }

        #expect(walks[1] == walks[0])
        #expect(walks[2] == walks[0])
        #expect(try await house.count("quota_event", where: "kind = 'failedSignIn'") == 3)
        #expect(try await house.count("quota_event", where: "kind = 'failedSignInFromNetwork'") == 3)
        #expect(try await house.count("audit_event", where: "verb = 'rejectSignIn'") == 3)
    }

    @Test func `a deceased holder and a closed file are refused like a wrong password, with a code too`() async throws {
        let house = try await House()
        for person in [Cast.camille, Cast.sofia] { _ = try await house.opened(person) }
        let codes = [try await house.code(for: Cast.camille), try await house.code(for: Cast.sofia)]
        try await house.database.write { tx in
            try tx.execute("UPDATE pension_record SET died_on = '2026-11-01' WHERE number = \(Cast.camille.number)")
            try tx.execute("UPDATE pension_record SET closed_at = 1 WHERE number = \(Cast.sofia.number)")
        }

        for (person, code) in zip([Cast.camille, Cast.sofia], codes) {
            #expect(try await house.signIn(person.number, House.goodPassword).word == "wrong")
            #expect(try await house.signIn(person.number, code.clear.shown).word == "wrong")
        }
    }

    @Test func `a session ends at once when its holder's death is recorded`() async throws {
        let house = try await House()
        let tokens = try await house.opened(Cast.camille)
        try await house.database.write { tx in
            try tx.execute("UPDATE pension_record SET died_on = '2026-11-01' WHERE number = \(Cast.camille.number)")
        }

        #expect(try await ReadSession(house.base)(tokens.session).word == "ended")
    }

    @Test(arguments: [("2026-11-25", "wrong"), ("2026-11-24", "signedIn"), (nil, "signedIn")] as [(String?, String)])
    func `a password older than the day set for all is refused like a wrong one`(resetBefore: String?, word: String) async throws {
        let house = try await House { $0.access.resetBefore = resetBefore.flatMap { CalendarDay(iso: $0) } }
        _ = try await house.opened(Cast.camille)
        house.clock.advance(.days(3))

        #expect(try await house.signIn(Cast.camille.number, House.goodPassword).word == word)
    }

    @Test func `who signs in while the hash is upgraded is let in`() async throws {
        let house = try await House()
        _ = try await house.opened(Cast.camille)
        let record = try await house.record(Cast.camille)
        let fresh = try PasswordHasher(keys: house.base.keys, random: house.random, cost: Argon2Cost(kibibytes: 16, passes: 1))
            .hash(CandidatePassword(House.goodPassword))
        house.recorded.beforeNextWrite {
            try await house.database.write { tx in
                guard let account = try Accounts(tx).find(record.id) else { return }
                try Accounts(tx).upgrade(record.id, from: account.password, to: fresh.stored)
            }
        }

        #expect(try await house.signIn(Cast.camille.number, House.goodPassword).word == "signedIn")
    }

    @Test func `a hash of other parameters is upgraded by the sign-in`() async throws {
        let house = try await House()
        _ = try await house.opened(Cast.camille)
        let dearer = PasswordHasher(keys: house.base.keys, random: house.random, cost: Argon2Cost(kibibytes: 16, passes: 1))
        let record = try await house.record(Cast.camille)
        let old = try dearer.hash(CandidatePassword(House.goodPassword))
        try await house.database.write { tx in try Accounts(tx).set(password: old.stored, of: record.id, now: house.clock.now()) }

        #expect(try await house.signIn(Cast.camille.number, House.goodPassword).word == "signedIn")

        let stored = try await house.database.read { tx in try Accounts(tx).find(record.id)?.password }
        #expect(stored?.contains("$m=8,t=1,") == true)
        #expect(try await house.signIn(Cast.camille.number, House.goodPassword).word == "signedIn")
    }
}
