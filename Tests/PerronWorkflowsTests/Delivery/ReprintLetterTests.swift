import PerronDomain
import PerronSecrets
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

/// The clock starts on Tuesday 24 November 2026, in the morning.
struct ReprintLetterTests {
    @Test func `the spoiled letter's code dies, and a new letter leaves with a code and a life of its own`() async throws {
        let house = try await PostHouse()
        let ordered = try await house.order(Cast.henri.number, by: .letter)
        let spoiled = try await house.postLetter()
        house.clock.advance(.days(2))

        let standing = try await ReprintLetter(house.base)(spoiled.number)
        let fresh = try await house.postLetter()

        let (old, new) = try await (house.code(of: spoiled), house.code(of: fresh))
        #expect(standing == .left)
        #expect(old.voidedAt == house.clock.now() && !old.isAlive(at: house.clock.now()))
        #expect(new.isAlive(at: house.clock.now()) && new.digest != old.digest)
        #expect(fresh.number != spoiled.number)
        #expect((fresh.postingDay.iso, fresh.lastDay?.iso) == ("2026-11-26", "2026-12-17"))
        #expect(new.expiresAt == house.base.schedule.expiry(lastDay: try #require(fresh.lastDay)))
        #expect(try await house.request(ordered.request) == .dispatched)
        let verbs = try await house.verbs(of: spoiled.recordID.text)
        #expect([.reprintLetter, .voidCode, .makeCode, .makeLetter].allSatisfy(verbs.contains))
        #expect(try await ExamineStore(house.base)().faults == [])
    }

    @Test func `the old letter names the one that took its place, and is not ordered anew twice`() async throws {
        let house = try await PostHouse()
        try await house.order(Cast.henri.number, by: .letter)
        let spoiled = try await house.postLetter()
        let reprint = ReprintLetter(house.base)
        try await reprint(spoiled.number)

        let early = try await reprint(spoiled.number)
        let fresh = try await house.postLetter()
        let late = try await reprint.standing(of: spoiled.number)

        guard case .letter(let letter, let replacement) = try await FindLetter(house.base)(spoiled.number) else {
            return #expect(Bool(false), "not found")
        }
        #expect(early == .replaced(by: nil))
        #expect(late == .replaced(by: fresh.number))
        #expect(letter.state == .handedOver && letter.replacedAt == house.clock.now())
        #expect(replacement == fresh.number)
        #expect(try await reprint.standing(of: fresh.number) == .left)
    }

    @Test func `the member's quotas don't count it, the fund's budgets do`() async throws {
        let house = try await PostHouse()
        try await house.order(Cast.henri.number, by: .letter)
        var letter = try await house.postLetter()
        let before = try await (house.quota(of: Cast.henri.number), ReadLetterBudget(house.base)().today)

        for _ in 0..<5 {
            try await ReprintLetter(house.base)(letter.number)
            letter = try await house.postLetter()
        }

        let after = try await (house.quota(of: Cast.henri.number), ReadLetterBudget(house.base)().today)
        #expect(before == (1, 1))
        #expect(after == (1, 6))
    }

    @Test func `with the day's letters spent it waits for the next day, or for a person's word`() async throws {
        var limits = Limits()
        limits.letters.dailyBudget = 1
        let house = try await PostHouse(limits: limits)
        try await house.order(Cast.henri.number, by: .letter)
        let spoiled = try await house.postLetter()
        try await ReprintLetter(house.base)(spoiled.number)

        guard case .held(let until) = try await house.decide() else { return #expect(Bool(false), "not held") }
        let source = try #require(try await ListHeldLetters(house.base)().first)
        let released = try await DecideHeldLetters(house.base)(.release, source: source)
        guard case .letter = try await house.decide() else { return #expect(Bool(false), "no letter") }

        #expect(until == house.base.civilTime.instant(of: CalendarDay(iso: "2026-11-25")!, minutes: 0))
        #expect(released == 1)
    }

    @Test func `a letter that tells of a first opening is composed anew, of the same day`() async throws {
        let house = try await PostHouse()
        let notice = Notice(
            id: house.base.newID(house.clock.now()), recordID: try await house.record(Cast.camille.number).id, kind: .openedByEmail,
            email: nil, language: .french, aboutAt: house.clock.now())
        try await house.database.write { tx in try Notices(tx).enqueue(notice) }
        let spoiled = try await house.postLetter()
        house.clock.advance(.days(9))

        try await ReprintLetter(house.base)(spoiled.number)
        try await house.decideAll()
        _ = try await GatherBatch(house.base)(.atOnce)
        let contents = try #require(try await ReadBatch(house.base)()?.letters.first?.contents)

        guard case .passwordOpened(let day) = contents.body else { return #expect(Bool(false), "another letter") }
        #expect((day.iso, contents.postingDay.iso) == ("2026-11-24", "2026-12-03"))
        #expect(try await ReprintLetter(house.base).standing(of: spoiled.number) != .left)
    }

    @Test func `what can't be ordered anew is told, and nothing is changed`() async throws {
        let house = try await PostHouse()
        for person in [Cast.henri, Cast.sofia, Cast.lina, Cast.paul, Cast.camille] {
            try await house.order(person.number, by: .letter)
            _ = try await house.decide()
        }
        _ = try await house.postLetter()
        let now = house.clock.now()
        let (used, voided) = try await (house.letter(of: Cast.sofia.number), house.letter(of: Cast.lina.number))
        let (closed, returned) = try await (house.letter(of: Cast.paul.number), house.letter(of: Cast.camille.number))
        let old = try await house.letter(of: Cast.henri.number)
        try await house.database.write { tx in
            _ = try ProvisionalPasswords(tx).redeem(try #require(used.provisionalID), of: used.recordID, now: now)
            _ = try ProvisionalPasswords(tx).void(try #require(voided.provisionalID), now: now)
            try tx.execute("UPDATE pension_record SET closed_at = 1 WHERE id = \(closed.recordID)")
        }
        try await ReturnLetter(house.base)(returned.number)

        let reprint = ReprintLetter(house.base)
        let told = try await [
            reprint(used.number), reprint(voided.number), reprint(closed.number), reprint(returned.number),
            reprint(LetterNumber(ofLetter: "0000000000")),
        ]
        house.clock.advance(.days(40))
        let late = try await reprint(old.number)

        #expect(told == [.used, .voided, .fileClosed, .returned(at: now), .unknown])
        #expect(late == .expired)
        #expect(try await LeaseDispatch(house.base).any() == nil)
    }

    @Test func `one that has not left is printed yet, and one in doubt is a person's to decide`() async throws {
        let house = try await PostHouse()
        try await house.order(Cast.henri.number, by: .letter)
        _ = try await house.decide()
        let letter = try await house.letter(of: Cast.henri.number)
        let reprint = ReprintLetter(house.base)

        let waiting = try await reprint(letter.number)
        let batch = try #require(try await GatherBatch(house.base, sendsTest: true)(.atOnce))
        let batched = try await reprint(letter.number)
        try await HandOverBatch(house.base).doubt(batch)
        let inDoubt = try await reprint(letter.number)
        let test = try #require(try await FindLetterBatch(house.base)(batch)?.test)

        #expect([waiting, batched, inDoubt] == [.notYetLeft, .notYetLeft, .inDoubt(batch)])
        #expect(try await reprint(LetterNumber(ofLetter: test.id.text)) == .test)
    }

    @Test func `of sixteen who say it at once, one orders it`() async throws {
        let house = try await PostHouse()
        try await house.order(Cast.henri.number, by: .letter)
        let spoiled = try await house.postLetter()

        let standings = try await withThrowingTaskGroup(of: ReprintLetter.Standing.self) { group in
            for _ in 0..<16 { group.addTask { try await ReprintLetter(house.base)(spoiled.number) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        _ = try await house.decide()

        #expect(standings.count { $0 == .left } == 1)
        #expect(try await LeaseDispatch(house.base).any() == nil)
        #expect(try await house.codes(of: Cast.henri.number).count == 2)
    }
}

extension PostHouse {
    /// Orders and notices, until none is due.
    fileprivate func decideAll() async throws {
        while let order = try await LeaseDispatch(base).any() { _ = try await DecideDispatch(base)(order) }
        while let notice = try await DecideNotice(base).lease() { _ = try await DecideNotice(base)(notice) }
    }

    /// Decides what waits and hands the letters over; the last one made.
    fileprivate func postLetter() async throws -> Letter {
        try await decideAll()
        guard let batch = try await GatherBatch(base)(.atOnce) else { throw Missing() }
        try await HandOverBatch(base).settle(batch)
        guard let letter = try await FindLetterBatch(base)(batch)?.letters.last else { throw Missing() }
        return letter
    }

    fileprivate func letter(of number: FileNumber) async throws -> Letter {
        let record = try await record(number).id
        return try await database.read { tx in
            guard let row = try tx.first("SELECT id FROM letter WHERE record_id = \(record) ORDER BY made_at DESC LIMIT 1"),
                let letter = try Letters(tx).find(try row.id("id") as Identifier<Letter>)
            else { throw Missing() }
            return letter
        }
    }

    fileprivate func code(of letter: Letter) async throws -> ProvisionalPasswordDigest {
        try await database.read { tx in
            guard let id = letter.provisionalID, let code = try ProvisionalPasswords(tx).find(id) else { throw Missing() }
            return code
        }
    }

    /// How many letters count among a file's.
    fileprivate func quota(of number: FileNumber) async throws -> Int {
        let record = try await record(number)
        return try await database.read { [base, now = clock.now()] tx in
            try SentCounts(base).sentBefore(to: record, in: tx, now: now).lettersInMonth
        }
    }
}

extension [Finding] {
    fileprivate var faults: [Finding.Topic] { filter { $0.verdict == .fault }.map(\.topic) }
}
