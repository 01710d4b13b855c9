import PerronDomain
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

struct BatchTests {
    @Test
    func `a letter waits for the cut-off of its day`() async throws {
        let house = try await PostHouse()
        try await house.order(Cast.henri.number, by: .letter)
        _ = try await house.decide()

        let inTheMorning = try await GatherBatch(house.base)(.byCutOff)
        house.clock.set(house.base.schedule.cutOff(on: CalendarDay(iso: "2026-11-24")!))
        let atCutOff = try await GatherBatch(house.base)(.byCutOff)

        #expect(inTheMorning == nil)
        #expect(atCutOff != nil)
        #expect(try await GatherBatch(house.base)(.byCutOff) == nil)
    }

    @Test
    func `a letter ordered after the cut-off on a Friday leaves on Monday`() async throws {
        let house = try await PostHouse()
        let friday = CalendarDay(iso: "2026-11-27")!
        house.clock.set(house.base.schedule.cutOff(on: friday))
        try await house.order(Cast.henri.number, by: .letter)
        _ = try await house.decide()

        house.clock.set(house.base.schedule.cutOff(on: friday.adding(days: 1)))
        let onSaturday = try await GatherBatch(house.base)(.byCutOff)
        house.clock.set(house.base.schedule.cutOff(on: friday.adding(days: 3)))
        let onMonday = try await GatherBatch(house.base)(.byCutOff)

        #expect(onSaturday == nil)
        #expect(onMonday != nil)
    }

    @Test
    func `letters that a cut-off missed leave as soon as somebody works`() async throws {
        let house = try await PostHouse()
        try await house.order(Cast.henri.number, by: .letter)
        _ = try await house.decide()

        house.clock.advance(.hours(22))
        let nextMorning = try await GatherBatch(house.base)(.byCutOff)

        #expect(nextMorning != nil)
    }

    @Test
    func `gathering at once never puts a letter into two batches, and skips none`() async throws {
        let house = try await PostHouse()
        for person in [Cast.henri, Cast.lina, Cast.sofia, Cast.paul] {
            try await house.order(person.number, by: .letter)
            _ = try await house.decide()
        }

        let batches = try await withThrowingTaskGroup(of: Identifier<LetterBatch>?.self) { group in
            for _ in 0..<16 { group.addTask { try await GatherBatch(house.base)(.atOnce) } }
            return try await group.reduce(into: [Identifier<LetterBatch>]()) { batches, batch in if let batch { batches.append(batch) } }
        }

        let letters = try await house.database.read { tx in try batches.flatMap { try Letters(tx).batched(in: $0) } }
        #expect(Set(letters.map(\.id)).count == 4)
        #expect(letters.count == 4)
    }

    @Test
    func `a hand-over two days late lengthens the code's life by two days and wipes the spool`() async throws {
        let house = try await PostHouse()
        try await house.order(Cast.henri.number, by: .letter)
        _ = try await house.decide()
        let planned = try #require(try await house.codes(of: Cast.henri.number).first).expiresAt

        house.clock.advance(.days(2))
        let batch = try #require(try await GatherBatch(house.base)(.atOnce))
        let letter = try #require(try await house.database.read { tx in try Letters(tx).batched(in: batch).first })
        house.clock.advance(.seconds(1))
        try await HandOverBatch(house.base).settle(batch)

        let settled = try #require(try await house.database.read { tx in try Letters(tx).find(letter.id) })
        #expect(try await house.codes(of: Cast.henri.number).first?.expiresAt == planned.adding(.days(2)))
        #expect(settled.state == .handedOver)
        #expect(settled.spool == nil)
        #expect(try await house.verbs(of: batch.text) == [.openBatch, .handOverBatch])
    }

    @Test
    func `a hand-over so late that the request had lapsed opens the door again`() async throws {
        let house = try await PostHouse()
        let ordered = try await house.order(Cast.henri.number, by: .letter)
        _ = try await house.decide()
        try await house.database.write { [now = house.clock.now()] tx in
            try AccessRequests(tx).apply(.lapse, to: ordered.request, now: now)
        }

        house.clock.advance(.days(30))
        let batch = try #require(try await GatherBatch(house.base)(.atOnce))
        try await HandOverBatch(house.base).settle(batch)

        #expect(try await house.request(ordered.request) == .dispatched)
        #expect(try await house.codes(of: Cast.henri.number).first?.isAlive(at: house.clock.now()) == true)
    }

    @Test
    func `a letter whose code was voided while it waited is withdrawn`() async throws {
        let house = try await PostHouse()
        try await house.order(Cast.henri.number, by: .letter)
        _ = try await house.decide()
        let record = try await house.record(Cast.henri.number).id
        try await house.database.write { [now = house.clock.now()] tx in
            _ = try ProvisionalPasswords(tx).voidOthers(of: record, now: now)
        }

        let batch = try await GatherBatch(house.base)(.atOnce)

        #expect(batch == nil)
    }

    @Test
    func `a letter whose code was used after its batch was made is withdrawn before it is printed`() async throws {
        let house = try await PostHouse()
        try await house.order(Cast.henri.number, by: .letter)
        _ = try await house.decide()
        let batch = try #require(try await GatherBatch(house.base)(.atOnce))
        let letter = try #require(try await house.database.read { tx in try Letters(tx).batched(in: batch).first })
        let code = try #require(letter.provisionalID)
        let isUsed = try await house.database.write { [now = house.clock.now()] tx in
            try ProvisionalPasswords(tx).redeem(code, of: letter.recordID, now: now)
        }

        let inHand = try #require(try await ReadBatch(house.base)())

        #expect(isUsed)
        #expect(inHand.letters.isEmpty)
        #expect(try await house.database.read { tx in try Letters(tx).find(letter.id)?.state } == .withdrawn)
        #expect(try await house.verbs(of: letter.id.text) == [.withdrawLetter])
    }

    @Test(arguments: ["died_on = '2026-11-20'", "closed_at = 1"] as [SQL])
    func `no letter leaves for a holder who died, nor for a file that was closed`(change: SQL) async throws {
        let house = try await PostHouse()
        for person in [Cast.henri, Cast.sofia] {
            try await house.order(person.number, by: .letter)
            _ = try await house.decide()
        }
        let henri = try await house.record(Cast.henri.number).id
        try await house.database.write { tx in try tx.execute("UPDATE pension_record SET \(change) WHERE id = \(henri)") }

        _ = try await GatherBatch(house.base)(.atOnce)

        let letters = try #require(try await ReadBatch(house.base)()).letters
        #expect(letters.map { $0.contents?.number } == [Cast.sofia.number])
    }

    @Test
    func `only who holds the lease may mark a batch as written`() async throws {
        let house = try await PostHouse()
        try await house.order(Cast.henri.number, by: .letter)
        _ = try await house.decide()
        let batch = try #require(try await GatherBatch(house.base)(.atOnce))
        let (slow, quick) = (TakeLease(house.base, name: .letters), TakeLease(house.base, name: .letters))

        let wasTaken = try await slow(for: .seconds(30))
        let wasFree = try await quick(for: .seconds(30))
        house.clock.advance(.seconds(31))
        let tookOver = try await quick(for: .seconds(30))
        let handOver = HandOverBatch(house.base)
        let slowMarked = try await handOver.markWritten(batch, sha256: "a", letters: 1, holder: slow.holder)
        let quickMarked = try await handOver.markWritten(batch, sha256: "b", letters: 1, holder: quick.holder)

        #expect([wasTaken, wasFree, tookOver, slowMarked, quickMarked] == [true, false, true, false, true])
    }

    @Test
    func `a letter that can't be printed is set aside for a person, and its code is void`() async throws {
        let house = try await PostHouse()
        let ordered = try await house.order(Cast.henri.number, by: .letter)
        _ = try await house.decide()
        let batch = try #require(try await GatherBatch(house.base)(.atOnce))
        let letter = try #require(try await house.database.read { tx in try Letters(tx).batched(in: batch).first })

        try await SetLetterAside(house.base)([letter])

        #expect(try await house.openTasks() == [.unprintableLetter])
        #expect(try await house.request(ordered.request) == .withStaff)
        #expect(try await house.codes(of: Cast.henri.number).first?.voidedAt != nil)
        #expect(try await ReadBatch(house.base)()?.letters.isEmpty == true)
    }

    @Test
    func `a doubtful batch that the mail house has is settled by a person's word, its codes living longer`() async throws {
        let house = try await PostHouse()
        try await house.order(Cast.henri.number, by: .letter)
        _ = try await house.decide()
        let planned = try #require(try await house.codes(of: Cast.henri.number).first).expiresAt
        let batch = try await house.doubtfulBatch()

        house.clock.advance(.days(3))
        let decision = try await DecideDoubtfulBatch(house.base)(batch, .left(on: CalendarDay(iso: "2026-11-26")!))

        #expect(decision == .settled(letters: 1))
        #expect(try await house.codes(of: Cast.henri.number).first?.expiresAt == planned.adding(.days(2)))
        #expect(try await house.openTasks() == [])
        #expect(try await house.letters(in: batch, "handedOver") == 1)
        #expect(try await DecideDoubtfulBatch(house.base)(batch, .lost) == .notInDoubt)
    }

    @Test
    func `a doubtful batch that the mail house hasn't got is written anew under the same name`() async throws {
        let house = try await PostHouse()
        try await house.order(Cast.henri.number, by: .letter)
        _ = try await house.decide()
        let batch = try await house.doubtfulBatch()

        let decision = try await DecideDoubtfulBatch(house.base)(batch, .lost)

        #expect(decision == .reopened(letters: 1, overdue: 0))
        #expect(try await ReadBatch(house.base)()?.batch.id == batch)
        #expect(try await ReadBatch(house.base)()?.letters.first?.contents != nil)
        #expect(try await house.openTasks() == [])
        #expect(Set(try await house.verbs(of: batch.text)) == [.openBatch, .doubtHandOver, .reopenBatch])
    }

    @Test
    func `of a batch that is written anew, the letters whose last day is over become tasks`() async throws {
        let house = try await PostHouse()
        let ordered = try await house.order(Cast.henri.number, by: .letter)
        _ = try await house.decide()
        let batch = try await house.doubtfulBatch()

        house.clock.advance(.days(22))
        let decision = try await DecideDoubtfulBatch(house.base)(batch, .lost)

        #expect(decision == .reopened(letters: 0, overdue: 1))
        #expect(try await house.openTasks() == [.overdueLetter])
        #expect(try await house.request(ordered.request) == .withStaff)
        #expect(try await house.codes(of: Cast.henri.number).first?.voidedAt != nil)
    }

    @Test
    func `a task about a doubtful batch is closed by a word about the batch, and by nothing else`() async throws {
        let house = try await PostHouse()
        try await house.order(Cast.henri.number, by: .letter)
        _ = try await house.decide()
        let batch = try await house.doubtfulBatch()
        let task = try #require(try await ListStaffTasks(house.base)().shown.first).task.id

        let decision = try await CloseStaffTask(house.base)(task)

        #expect(decision == .asksAboutBatch(batch))
        #expect(try await house.openTasks() == [.unsureHandOver])
    }

    @Test
    func `what a letter said that was set aside is kept until a person has seen to it`() async throws {
        let house = try await PostHouse()
        try await house.order(Cast.henri.number, by: .letter)
        _ = try await house.decide()
        let batch = try #require(try await GatherBatch(house.base)(.atOnce))
        let letter = try #require(try await house.database.read { tx in try Letters(tx).batched(in: batch).first })
        try await SetLetterAside(house.base)([letter])
        let kept = try await house.database.read { tx in try Letters(tx).find(letter.id)?.spool }

        let decision = try await CloseStaffTask(house.base)(try #require(try await ListStaffTasks(house.base)().shown.first).task.id)

        #expect(kept != nil)
        #expect(decision == .closed)
        #expect(try await house.database.read { tx in try Letters(tx).find(letter.id)?.spool } == nil)
    }
}

extension PostHouse {
    fileprivate func doubtfulBatch() async throws -> Identifier<LetterBatch> {
        let batch = try #require(try await GatherBatch(base)(.atOnce))
        try await HandOverBatch(base).doubt(batch)
        return batch
    }

    fileprivate func letters(in batch: Identifier<LetterBatch>, _ state: String) async throws -> Int? {
        try await database.read { tx in
            try tx.first("SELECT COUNT(*) AS n FROM letter WHERE batch_id = \(batch) AND state = \(state) AND spool IS NULL")?.count("n")
        }
    }
}
