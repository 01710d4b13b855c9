import PerronDomain
import PerronMessages
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

@testable import PerronDelivery

/// The fund's letter to itself. The clock starts on Tuesday 24 November 2026.
struct TestLetterTests {
    @Test func `each posting day's first batch takes one along, and is made for it where nothing else leaves`() async throws {
        let room = try await Room()
        let posting = try room.withTest()
        try await room.order(Cast.henri, Cast.sofia)

        var tests: [[Bool]] = []
        for (day, hour) in [(24, 14), (24, 15), (24, 16), (25, 15), (28, 15), (30, 15)] {
            room.set(day: day, hour: hour)
            let batches = try await posting.runOnce(.byCutOff)
            tests.append(try batches.flatMap { try room.manifest($0).letters.map { $0.isTest == true } })
        }

        // Nothing before the cut-off nor twice a day, and nothing on a Saturday.
        #expect(tests == [[], [false, false, true], [], [true], [], [true]])
    }

    @Test func `it bears its day and a number, is in no file's name, and the batch counts members' letters alone`() async throws {
        let room = try await Room(files: .onePerLetter)
        try await room.order(Cast.henri)
        room.set(day: 24, hour: 15)

        let batch = try #require(try await room.withTest().runOnce(.byCutOff).first)

        let entry = try #require(try room.manifest(batch).letters.last)
        let (stored, test, tables) = try await room.house.database.read { [dialect = room.house.database.dialect] tx in
            (try LetterBatches(tx).find(batch), try TestLetters(tx).find(in: batch), try tx.rowCounts(dialect))
        }
        #expect(entry.address == ["SERVICE COURRIER", "12 RUE DES ERABLES", "87000 LIMOGES"])
        #expect(entry.plannedPostingDay == "2026-11-24")
        #expect(entry.number == LetterNumber(ofLetter: entry.letter).shown)
        #expect(stored?.letters == 1)
        #expect(test?.leftAt == room.house.clock.now())
        #expect(tables["letter"] == 1)
    }

    @Test func `killed while it wrote, the batch is written anew with its one test letter`() async throws {
        let room = try await Room()
        room.set(day: 24, hour: 15)
        _ = try await GatherBatch(room.house.base, sendsTest: true)(.byCutOff)

        let batches = try await room.withTest().runOnce(.byCutOff)

        #expect(batches.count == 1)
        #expect(try room.manifest(try #require(batches.first)).letters.map(\.isTest) == [true])
        #expect(try await room.withTest().runOnce(.byCutOff).isEmpty)
    }

    @Test func `one that can't be printed holds no member's letter up`() async throws {
        let room = try await Room()
        try await room.order(Cast.henri)
        room.set(day: 24, hour: 15)

        let batch = try #require(try await room.withTest(name: "SERVICE \u{4E00}").runOnce(.byCutOff).first)

        let store = try await ExamineStore(room.house.base, sendsTest: true)()
        #expect(try room.manifest(batch).letters.map(\.isTest) == [nil])
        #expect(store.words(on: .testLetter) == "none has left yet")
        #expect(try await room.withTest().runOnce(.byCutOff).isEmpty)
    }

    @Test func `the doctor knows it in its batch, and says when the last one left`() async throws {
        let room = try await Room()
        try await room.order(Cast.henri)
        let store = ExamineStore(room.house.base, sendsTest: true)
        room.set(day: 24, hour: 15)

        let before = try await store()
        _ = try await room.withTest().runOnce(.byCutOff)
        let after = try await store()
        room.set(day: 25, hour: 15)
        let atCutOff = try await store()
        room.set(day: 25, hour: 17)
        let late = try await store()

        let verdicts = [before, after, atCutOff, late].map { findings in findings.first { $0.topic == .testLetter }?.verdict }
        #expect(verdicts == [.notice, .well, .well, .notice])
        #expect(after.words(on: .testLetter) == "the last one, of 2026-11-24, left 2026-11-24 15:00")
        #expect(after.faults == [])
        #expect(try await ExamineLetterFolder(room.house.base, carrier: room.carrier)().faults == [])
        #expect(try await ExamineStore(room.house.base)().words(on: .testLetter) == nil)
    }
}

extension Room {
    fileprivate func withTest(name: String = "SERVICE COURRIER") throws -> LetterRoom {
        let address = try PostalAddress(lines: [name, "", "", "12 RUE DES ERABLES", "", "87000 LIMOGES"], country: "FR")
        let own = LetterPrint(press: print.press, fund: print.fund, lexicon: print.lexicon, files: print.files, test: address)
        return LetterRoom(house.base, print: own, carrier: carrier, due: .byCutOff, signal: nil, logger: Examples.silent)
    }

    fileprivate func set(day: Int, hour: Int) {
        house.clock.set(house.base.civilTime.instant(of: CalendarDay(year: 2026, month: 11, day: day)!, minutes: hour * 60))
    }
}
