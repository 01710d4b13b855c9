import PerronDomain
import PerronSecrets
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

struct ChoosePasswordTests {
    @Test func `the holder of a code who knows the birth date opens the account`() async throws {
        let house = try await House()
        let code = try await house.code(for: Cast.camille)
        guard case .chooseYourPassword(let restricted) = try await house.signIn(Cast.camille.number, code.clear.shown) else {
            Issue.record("not opened")
            return
        }
        let holder = try await house.holder(restricted)

        guard case .chosen(let tokens) = try await house.choose(holder, house.choice(Cast.camille)) else {
            Issue.record("not chosen")
            return
        }

        let request = try await house.database.read { tx in try AccessRequests(tx).find(holder.code.requestID)?.state }
        #expect(try await house.member(tokens).record.number == Cast.camille.number)
        #expect(try await ReadSession(house.base)(restricted.session).word == "ended choosing used")
        #expect(request == .redeemed)
        #expect(try await house.find(code.id).usedAt == house.clock.now())
        #expect(try await house.signIn(Cast.camille.number, House.goodPassword).word == "signedIn")
    }

    @Test(arguments: [
        "court", "soleil2024", "2614073", "Moreau-1988-Camille", "14031988140319881403", "aaaaaaaaaaaaaaaa",
        String(repeating: "a b", count: 60),
    ])
    func `a password that others would try is refused, and nothing is consumed`(password: String) async throws {
        let house = try await House()
        let code = try await house.code(for: Cast.camille)
        let holder = try await house.holder(of: code.clear, Cast.camille)

        let decision = try await house.choose(holder, house.choice(Cast.camille, password: password))

        #expect(decision.word == "refused")
        #expect(try await house.count("account") == 0)
        #expect(try await house.choose(holder, house.choice(Cast.camille)).word == "chosen")
    }

    @Test(arguments: [true, false])
    func `the code itself is no password of one's own`(asShown: Bool) async throws {
        let house = try await House()
        let code = try await house.code(for: Cast.camille)
        let holder = try await house.holder(of: code.clear, Cast.camille)

        #expect(
            try await house.choose(holder, house.choice(Cast.camille, password: asShown ? code.clear.shown : code.clear.canonical)).word
                == "sameAsCode")
        #expect(try await house.find(code.id).isAlive(at: house.clock.now()))
    }

    @Test func `a password that can't be chosen is refused alike with a right and a wrong birth date, and no try counts`() async throws {
        let house = try await House()
        let code = try await house.code(for: Cast.camille)
        let holder = try await house.holder(of: code.clear, Cast.camille)

        for password in [code.clear.shown, "soleil2024", "camille moreau"] {
            let words = [
                try await house.choose(holder, house.choice(Cast.camille, password: password)).word,
                try await house.choose(holder, house.choice(Cast.camille, password: password, birthDate: Cast.lina.birthDate)).word,
            ]
            #expect(words[0] == words[1])
        }

        #expect(try await house.count("provisional_password", where: "wrong_birth_dates > 0") == 0)
    }

    @Test func `five wrong birth dates void that one code and tell the member, and touch nothing else`() async throws {
        let house = try await House()
        let (code, other) = (try await house.code(for: Cast.camille), try await house.code(for: Cast.camille))
        let holder = try await house.holder(of: code.clear, Cast.camille)
        let wrong = try #require(CalendarDay(iso: "1988-03-15"))
        var words: [String] = []

        for _ in 0..<6 { words.append(try await house.choose(holder, house.choice(Cast.camille, birthDate: wrong)).word) }

        let notices = try await house.notices()
        #expect(words == [4, 3, 2, 1].map { "wrongBirthDate \($0)" } + ["tooLate birthDates", "tooLate birthDates"])
        #expect(notices.map(\.kind) == [.codeVoided])
        #expect(notices.map(\.email) == [Cast.camille.email?.value])
        #expect(try await house.choose(holder, house.choice(Cast.camille)).word == "tooLate birthDates")
        #expect(try await house.signIn(Cast.camille.number, code.clear.shown).word == "codeVoided")
        #expect(try await house.choose(house.holder(of: other.clear, Cast.camille), house.choice(Cast.camille)).word == "chosen")
    }

    @Test func `where there is no e-mail address, staff are asked to tell that a code was voided`() async throws {
        let house = try await House()
        let code = try await house.code(for: Cast.henri, .letter)
        let holder = try await house.holder(of: code.clear, Cast.henri)
        let wrong = try #require(CalendarDay(iso: "1988-03-15"))

        for _ in 0..<5 { _ = try await house.choose(holder, house.choice(Cast.henri, birthDate: wrong)) }

        let tasks = try await house.database.read { tx in try StaffTasks(tx).open(limit: 10) }
        #expect(tasks.map(\.kind) == [.codeVoided])
        #expect(tasks.map(\.recordID) == [holder.record.id])
        #expect(try await house.notices().isEmpty)
    }

    @Test(arguments: ["198819881988", "14031988 14031988", "mars 14 mars 1988", "880314880314"])
    func `what is said of a password does not depend on a birth date that was not given`(password: String) async throws {
        let house = try await House()
        let record = try await house.record(Cast.camille)
        let typed = CandidatePassword(password)

        let verdict = house.passwords.judge(typed, for: record, birthDate: nil)

        #expect(verdict != .personal(.birthDate))
        #expect(verdict == house.passwords.judge(typed, for: record, birthDate: Cast.lina.birthDate))
        #expect(house.passwords.judge(typed, for: record, birthDate: record.birthDate) == .personal(.birthDate))
    }

    @Test func `a guardian's own number is nobody's word in a child's password`() async throws {
        let house = try await House()
        let record = try await house.record(Cast.lina)
        let password = CandidatePassword("2387164 2387164")

        #expect(record.linkedNumber?.digits == "2387164")
        #expect(house.passwords.judge(password, for: record, birthDate: nil) != .personal(.fileNumber))
    }

    @Test func `a full hashing pool keeps nobody from choosing a password`() async throws {
        let house = try await House()
        let code = try await house.code(for: Cast.camille)
        let holder = try await house.holder(of: code.clear, Cast.camille)
        let crowded = MemberPasswords(
            rules: PasswordRules(common: CommonPasswords(text: "")),
            hasher: PasswordHasher(keys: house.base.keys, random: house.random, cost: Argon2Cost(kibibytes: 8, passes: 1)),
            pool: HashingPool(lanes: 1, capacity: 0), fund: House.fund)
        let choose = ChoosePassword(house.base, passwords: crowded) {}

        let words = try await withThrowingTaskGroup(of: String.self, returning: [String].self) { group in
            for _ in 0..<16 { group.addTask { try await choose(holder, house.choice(Cast.camille)).word } }
            return try await group.reduce(into: []) { $0.append($1) }
        }

        #expect(words.count { $0 == "chosen" } == 1)
    }

    @Test func `a birth date that is missing counts as wrong`() async throws {
        let house = try await House()
        let code = try await house.code(for: Cast.camille)
        let choice = ChoosePassword.Choice(
            birthDate: nil, password: CandidatePassword(House.goodPassword), email: nil, language: .french, former: .none)

        #expect(try await house.choose(house.holder(of: code.clear, Cast.camille), choice).word == "wrongBirthDate 4")
    }

    @Test func `a fund that doesn't ask for the birth date takes none`() async throws {
        let house = try await House { $0.access.asksBirthDate = false }
        let code = try await house.code(for: Cast.camille)
        let choice = ChoosePassword.Choice(
            birthDate: nil, password: CandidatePassword(House.goodPassword), email: nil, language: .french, former: .none)

        #expect(try await !house.choose.asksBirthDate(house.record(Cast.camille)))
        #expect(try await house.choose(house.holder(of: code.clear, Cast.camille), choice).word == "chosen")
    }

    @Test func `a minor's file asks for the child's birth date`() async throws {
        let house = try await House()
        let code = try await house.code(for: Cast.lina, .letter)
        let holder = try await house.holder(of: code.clear, Cast.lina)

        #expect(Cast.lina.birthDate.iso == "2014-09-19")
        #expect(try await house.choose(holder, house.choice(Cast.lina)).word == "chosen")
    }

    @Test func `choosing voids the other codes and ends every other session`() async throws {
        let house = try await House()
        let former = try await house.opened(Cast.camille)
        let (code, other) = (try await house.code(for: Cast.camille), try await house.code(for: Cast.camille, .letter))
        guard case .chooseYourPassword(let elsewhere) = try await house.signIn(Cast.camille.number, other.clear.shown) else {
            Issue.record("not opened")
            return
        }

        let decision = try await house.choose(
            house.holder(of: code.clear, Cast.camille), house.choice(Cast.camille, password: House.otherPassword))

        #expect(decision.word == "chosen")
        #expect(try await house.find(other.id).voidedAt != nil)
        #expect(try await ReadSession(house.base)(former.session).word == "ended")
        #expect(try await ReadSession(house.base)(elsewhere.session).word == "ended choosing voided")
        #expect(try await house.signIn(Cast.camille.number, House.goodPassword, browser: former.browser).word == "wrong")
        #expect(try await house.count("quota_event", where: "kind = 'failedSignInInBrowser'") == 0)
    }

    @Test func `a code that ran out or was voided while the page stood open is too late`() async throws {
        let house = try await House()
        let (first, second) = (try await house.code(for: Cast.camille, life: .minutes(5)), try await house.code(for: Cast.camille))
        let expired = try await house.holder(of: first.clear, Cast.camille)
        let voided = try await house.holder(of: second.clear, Cast.camille)
        house.clock.advance(.minutes(5))
        let now = house.clock.now()
        _ = try await house.database.write { tx in try ProvisionalPasswords(tx).void(second.id, now: now) }

        #expect(try await house.choose(expired, house.choice(Cast.camille)).word == "tooLate expired")
        #expect(try await house.choose(voided, house.choice(Cast.camille)).word == "tooLate voided")
    }

    @Test func `of sixteen browsers that choose with one code at once, one wins and fifteen are told`() async throws {
        let house = try await House()
        let code = try await house.code(for: Cast.camille)
        var holders: [CodeHolder] = []
        for _ in 0..<16 { holders.append(try await house.holder(of: code.clear, Cast.camille)) }

        let words = try await withThrowingTaskGroup(of: String.self, returning: [String].self) { group in
            for (number, holder) in holders.enumerated() {
                let choice = house.choice(Cast.camille, password: House.goodPassword + " \(number)")
                group.addTask { try await house.choose(holder, choice).word }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }

        #expect(words.count { $0 == "chosen" } == 1)
        #expect(words.count { $0 == "tooLate used" } == 15)
        #expect(try await house.count("account") == 1)
        #expect(try await house.count("member_session", where: "ended_at IS NULL") == 1)
        #expect(try await house.count("audit_event", where: "verb = 'redeemCode'") == 1)
    }
}
