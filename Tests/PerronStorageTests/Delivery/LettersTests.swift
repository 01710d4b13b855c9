import PerronDomain
import PerronStorage
import Testing

struct LettersTests {
    @Test(arguments: EngineUnderTest.allCases)
    func `a batch gathers what is due, oldest first, and what it hands over is wiped`(engine: EngineUnderTest) async throws {
        let shelf = try await Shelf(engine)
        let today = try #require(CalendarDay(iso: "2026-11-24"))
        let (due, alsoDue) = (try await letter(shelf, posting: today, minute: 0), try await letter(shelf, posting: today, minute: 1))
        let tomorrow = try await letter(shelf, posting: today.adding(days: 1), minute: 2)
        let batch: Identifier<LetterBatch> = shelf.newID()

        let gathered = try await shelf.database.write { tx in
            try LetterBatches(tx).open(batch, postingDay: today, now: shelf.now)
            let count = try Letters(tx).gather(into: batch, until: today, limit: 10)
            return (
                count, try Letters(tx).batched(in: batch).map(\.id), try Letters(tx).someWait(until: today),
                try Letters(tx).someWait(until: Letters.endOfTime)
            )
        }
        let settled = try await shelf.database.write { tx in
            try Letters(tx).settle(batch: batch, now: shelf.now)
            return [
                try LetterBatches(tx).markWritten(batch, sha256: "x", letters: 2),
                try LetterBatches(tx).markWritten(batch, sha256: "y", letters: 2),
                try LetterBatches(tx).settle(batch, now: shelf.now), try LetterBatches(tx).settle(batch, now: shelf.now),
                try LetterBatches(tx).doubt(batch),
            ]
        }

        let after = try await shelf.database.read { tx in try [due, alsoDue, tomorrow].map { try Letters(tx).find($0) } }
        #expect(gathered == (2, [due, alsoDue], false, true))
        #expect(settled == [true, false, true, false, false])
        #expect(after.map(\.?.state) == [.handedOver, .handedOver, .waiting])
        #expect(after.map { $0?.spool == nil } == [true, true, false])
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `a letter whose code opens nothing any more is taken out of the spool`(engine: EngineUnderTest) async throws {
        let shelf = try await Shelf(engine)
        let today = try #require(CalendarDay(iso: "2026-11-24"))
        let (kept, spent) = (try await letter(shelf, posting: today, minute: 0), try await letter(shelf, posting: today, minute: 1))
        let code = try #require(try await shelf.database.read { tx in try Letters(tx).find(spent)?.provisionalID })

        let withdrawn = try await shelf.database.write { tx in
            _ = try ProvisionalPasswords(tx).void(code, now: shelf.now)
            return try Letters(tx).withdrawSpent(limit: 10)
        }

        let after = try await shelf.database.read { tx in try [kept, spent].map { try Letters(tx).find($0) } }
        #expect(withdrawn == [spent])
        #expect(after.map(\.?.state) == [.waiting, .withdrawn])
        #expect(after.map { $0?.spool == nil } == [false, true])
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `one order makes one letter`(engine: EngineUnderTest) async throws {
        let shelf = try await Shelf(engine)
        let today = try #require(CalendarDay(iso: "2026-11-24"))
        let order = try await shelf.order(channel: .letter)
        let code = try await shelf.code(of: order)
        let origin = LetterOrigin.dispatch(order.id, code: code.id, lastDay: today)
        let insert = { @Sendable (tx: any Transaction) in
            try Letters(tx).insert(
                shelf.newID(), of: shelf.camille, from: origin, in: .french, postingDay: today,
                to: LetterDestination(address: StoredDigest(keyID: "k", bytes: [7]), territory: .mainland),
                spool: (bytes: [1], key: "k"), now: shelf.now)
        }

        try await shelf.database.write(insert)

        await #expect(throws: DatabaseError.duplicate) { try await shelf.database.write(insert) }
        #expect(try await shelf.database.read { tx in try Letters(tx).find(dispatch: order.id) }?.provisionalID == code.id)
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `batches are listed newest first, by state and by day`(engine: EngineUnderTest) async throws {
        let shelf = try await Shelf(engine)
        let today = try #require(CalendarDay(iso: "2026-11-24"))
        let batches: [Identifier<LetterBatch>] = (0..<3).map { _ in shelf.newID() }
        try await shelf.database.write { tx in
            for (index, id) in batches.enumerated() {
                try LetterBatches(tx).open(id, postingDay: today.adding(days: index), now: shelf.now.adding(.minutes(index)))
            }
            _ = try LetterBatches(tx).settle(batches[0], now: shelf.now.adding(.hours(1)))
        }

        let listed = try await shelf.database.read { tx in
            let store = LetterBatches(tx)
            return [
                try store.newest(nil, on: nil, limit: 10), try store.newest(nil, on: nil, limit: 2),
                try store.newest(.open, on: nil, limit: 10),
                try store.newest(.handedOver, on: today, limit: 10), try store.newest(.unsure, on: nil, limit: 10),
            ].map { $0.map(\.id) }
        }
        let (all, open, left) = try await shelf.database.read { tx in
            let store = LetterBatches(tx)
            return (
                try store.count(nil, on: nil), try store.count(.open, on: today.adding(days: 1)),
                try store.find(batches[0])?.handedOverAt
            )
        }

        #expect(listed == [Array(batches.reversed()), [batches[2], batches[1]], [batches[2], batches[1]], [batches[0]], []])
        #expect((all, open) == (3, 1))
        #expect(left == shelf.now.adding(.hours(1)))
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `a letter's territory is kept, and a batch's letters are found whatever became of them`(engine: EngineUnderTest) async throws {
        let shelf = try await Shelf(engine)
        let today = try #require(CalendarDay(iso: "2026-11-24"))
        let (kept, aside) = (try await letter(shelf, posting: today, minute: 0), try await letter(shelf, posting: today, minute: 1))
        let batch: Identifier<LetterBatch> = shelf.newID()

        try await shelf.database.write { tx in
            try LetterBatches(tx).open(batch, postingDay: today, now: shelf.now)
            _ = try Letters(tx).gather(into: batch, until: today, limit: 10)
            try Letters(tx).setAside(aside)
        }

        let letters = try await shelf.database.read { tx in try Letters(tx).all(in: batch) }
        #expect(letters.map(\.id) == [kept, aside])
        #expect(letters.map(\.state) == [.batched, .setAside])
        #expect(letters.map(\.territory) == [.overseas, .overseas])
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `a batch that was put off is asked about once its time has come, or at once if a person says so`(engine: EngineUnderTest)
        async throws
    {
        let shelf = try await Shelf(engine)
        let batch: Identifier<LetterBatch> = shelf.newID()
        let now = shelf.now

        let found = try await shelf.database.write { tx in
            let batches = LetterBatches(tx)
            try batches.open(batch, postingDay: CalendarDay(iso: "2026-11-24")!, now: now)
            try batches.putOff(batch, until: now.adding(.minutes(4)), failingSince: now, trouble: "away")
            // Too early, in time, after a clock that was ahead was set right.
            var found = try [0, 4, -2].map { try batches.unfinished(now: now.adding(.minutes($0)), limit: 1).count }
            try batches.hasten()
            found.append(try batches.unfinished(now: now, limit: 1).count)
            return found
        }

        let stored = try await shelf.database.read { tx in try LetterBatches(tx).find(batch) }
        #expect(found == [0, 1, 1, 1])
        #expect(stored?.failingSince == now && stored?.trouble == "away")
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `a batch that its carrier has may be reopened by a person, or anew where it still is as recorded`(engine: EngineUnderTest)
        async throws
    {
        let shelf = try await Shelf(engine)
        let batch: Identifier<LetterBatch> = shelf.newID()
        let now = shelf.now

        let steps = try await shelf.database.write { tx in
            let batches = LetterBatches(tx)
            try batches.open(batch, postingDay: CalendarDay(iso: "2026-11-24")!, now: now)
            var steps = [try batches.reopen(batch), try batches.markWritten(batch, sha256: "x", letters: 1), try batches.reopen(batch)]
            try batches.markSent(batch, trouble: "paper", until: now, now: now)
            try batches.markSent(batch, trouble: nil, until: now, now: now.adding(.minutes(1)))
            steps.append(try batches.awaited(limit: 9).map(\.sentAt) == [now])
            steps += [try batches.writeAnew(batch, sha256: "y"), try batches.writeAnew(batch, sha256: "x")]
            _ = try batches.markWritten(batch, sha256: "x", letters: 1)
            try batches.markSent(batch, trouble: nil, until: now, now: now)
            steps += [try batches.reopen(batch), try batches.awaited(limit: 9).isEmpty]
            return steps
        }

        let stored = try await shelf.database.read { tx in try LetterBatches(tx).find(batch) }
        #expect(steps == [false, true, false, true, false, true, true, true])
        #expect(stored?.state == .open && stored?.edition == 3)
        #expect(stored?.sentAt == nil && stored?.sha256 == nil)
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `what is said of a batch in its one open task is what was said last`(engine: EngineUnderTest) async throws {
        let shelf = try await Shelf(engine)
        let batch: Identifier<LetterBatch> = shelf.newID()

        let details = try await shelf.database.write { tx in
            try LetterBatches(tx).open(batch, postingDay: CalendarDay(iso: "2026-11-24")!, now: shelf.now)
            for detail in ["no route", "no paper"] {
                try StaffTasks(tx).open(.stuckBatch, record: nil, batch: batch, detail: detail, now: shelf.now, random: shelf.random)
                try StaffTasks(tx).describe(.stuckBatch, about: batch, detail: detail)
            }
            return try StaffTasks(tx).open(limit: 9).map(\.detail)
        }

        #expect(details == ["no paper"])
    }

    private func letter(_ shelf: Shelf, posting day: CalendarDay, minute: Int) async throws -> Identifier<Letter> {
        let order = try await shelf.order(channel: .letter)
        let code = try await shelf.code(of: order)
        let id: Identifier<Letter> = shelf.newID()
        try await shelf.database.write { tx in
            try Letters(tx).insert(
                id, of: shelf.camille, from: .dispatch(order.id, code: code.id, lastDay: day.adding(days: 21)), in: .french,
                postingDay: day, to: LetterDestination(address: StoredDigest(keyID: "3f9a01c2", bytes: [7]), territory: .overseas),
                spool: (bytes: [1, 2, 3], key: "3f9a01c2"), now: shelf.now.adding(.minutes(minute)))
        }
        return id
    }
}
