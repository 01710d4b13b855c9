import PerronDomain
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

struct FindLetterTests {
    @Test func `a batch is found with its letters and where they go, without anything being opened`() async throws {
        let house = try await PostHouse()
        for person in [Cast.henri, Cast.sofia] {
            try await house.order(person.number, by: .letter)
            _ = try await house.decide()
        }
        let batch = try #require(try await GatherBatch(house.base)(.atOnce))
        try await HandOverBatch(house.base).settle(batch)

        let found = try #require(try await FindLetterBatch(house.base)(batch))

        let territories = try await [house.record(Cast.henri.number), house.record(Cast.sofia.number)].map { $0.address?.territory }
        #expect(found.batch.state == .handedOver && found.batch.handedOverAt == house.clock.now())
        #expect(found.letters.map(\.state) == [.handedOver, .handedOver])
        #expect(found.letters.map(\.territory) == territories)
        #expect(found.letters.allSatisfy { $0.handedOverAt == house.clock.now() && $0.spool == nil })
        #expect(found.test == nil)
        #expect(try await FindLetterBatch(house.base)(Identifier(stored: "01XYZ"))?.batch == nil)
    }

    @Test func `a letter is found by the number that it bears, the fund's to itself too`() async throws {
        let house = try await PostHouse()
        try await house.order(Cast.henri.number, by: .letter)
        guard case .letter(let id) = try await house.decide() else { return #expect(Bool(false), "no letter") }
        house.clock.set(house.base.schedule.cutOff(on: CalendarDay(iso: "2026-11-24")!))
        let batch = try #require(try await GatherBatch(house.base, sendsTest: true)(.byCutOff))
        let test = try #require(try await FindLetterBatch(house.base)(batch)?.test)

        let find = FindLetter(house.base)
        let (own, fund) = (
            try await find(LetterNumber(ofLetter: id.text)), try await find(LetterNumber(ofLetter: test.id.text))
        )

        guard case .letter(let letter, _) = own else { return #expect(Bool(false), "no letter") }
        guard case .test(let found) = fund else { return #expect(Bool(false), "no test letter") }
        #expect(letter.id == id && letter.state == .batched && letter.batchID == batch)
        #expect(found.id == test.id && found.batchID == batch)
        if let other = try await find(LetterNumber(ofLetter: "0000000000")) { Issue.record("found \(other)") }
    }
}
