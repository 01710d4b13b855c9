import PerronDomain
import PerronSecrets
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

struct ReturnLetterTests {
    @Test func `a letter that comes back loses its code, asks a person, and says so by e-mail where there is an address`() async throws {
        let house = try await PostHouse()
        let ordered = try await house.order(Cast.camille.number, by: .letter)
        let letter = try await house.postLetter()
        house.clock.advance(.days(6))

        let standing = try await ReturnLetter(house.base)(letter.number)

        let code = try #require(try await house.codes(of: Cast.camille.number).first)
        let notice = try await house.nextNotice()
        guard case .letterReturned(let at) = notice.body else { return #expect(Bool(false), "another notice") }
        #expect(standing == .left)
        #expect(code.voidedAt == house.clock.now())
        #expect(try await house.request(ordered.request) == .withStaff)
        #expect(try await house.openTasks() == [.returnedLetter])
        #expect((at, notice.email) == (house.clock.now(), Cast.camille.email))
        #expect(try await DecideNotice(house.base).lease() == nil)
        let verbs = try await house.verbs(of: letter.recordID.text)
        #expect([.returnLetter, .voidCode, .notify].allSatisfy(verbs.contains))
    }

    @Test func `without an e-mail address nobody is written to`() async throws {
        let house = try await PostHouse()
        try await house.order(Cast.henri.number, by: .letter)
        let letter = try await house.postLetter()

        try await ReturnLetter(house.base)(letter.number)

        #expect(try await DecideNotice(house.base).lease() == nil)
        #expect(try await house.openTasks() == [.returnedLetter])
    }

    @Test func `no further letter leaves for that address, whoever asks, and each time a person is asked once`() async throws {
        let house = try await PostHouse()
        try await house.order(Cast.henri.number, by: .letter)
        try await ReturnLetter(house.base)(try await house.postLetter().number)
        house.clock.advance(.days(2))

        try await house.order(Cast.henri.number, by: .letter)
        let decision = try await house.decideNext()

        guard case .askedStaff(.returnedLetter) = decision else { return #expect(Bool(false), "something left") }
        #expect(try await house.openTasks() == [.returnedLetter])
        #expect(try await house.codes(of: Cast.henri.number).count == 1)
    }

    @Test func `another address is good again, and the one it replaced stays bad when it comes back`() async throws {
        let house = try await PostHouse()
        try await house.order(Cast.henri.number, by: .letter)
        try await ReturnLetter(house.base)(try await house.postLetter().number)
        let street = try #require(try await house.record(Cast.henri.number).address?.lines[3])

        try await house.move(Cast.henri.number, to: "9 RUE DES LILAS")
        house.clock.advance(.days(2))
        try await house.order(Cast.henri.number, by: .letter)
        let moved = try await house.decideNext()
        try await house.move(Cast.henri.number, to: street)
        house.clock.advance(.days(2))
        try await house.order(Cast.henri.number, by: .letter)
        let back = try await house.decideNext()

        guard case .letter = moved else { return #expect(Bool(false), "no letter to the new address") }
        guard case .askedStaff(.returnedLetter) = back else { return #expect(Bool(false), "a letter to the old address") }
    }

    @Test func `a letter that comes back from a former address leaves the present one alone`() async throws {
        let house = try await PostHouse()
        try await house.order(Cast.henri.number, by: .letter)
        let letter = try await house.postLetter()
        try await house.move(Cast.henri.number, to: "9 RUE DES LILAS")

        try await ReturnLetter(house.base)(letter.number)
        house.clock.advance(.days(2))
        try await house.order(Cast.henri.number, by: .letter)
        let decision = try await house.decideNext()

        guard case .letter = decision else { return #expect(Bool(false), "no letter") }
    }

    @Test func `an e-mail still leaves, and one that is refused makes no letter`() async throws {
        let house = try await PostHouse()
        try await house.order(Cast.camille.number, by: .letter)
        try await ReturnLetter(house.base)(try await house.postLetter().number)
        house.clock.advance(.days(2))

        try await house.order(Cast.camille.number, by: .email)
        guard case .handOver(let code) = try await house.decideNext() else { return #expect(Bool(false), "no e-mail") }
        let settled = try await SettleEmail(house.base)(code, .refused(code: 550))

        #expect(settled == .askedStaff)
    }

    @Test func `a notice by letter becomes a task too`() async throws {
        let house = try await PostHouse()
        try await house.order(Cast.henri.number, by: .letter)
        let letter = try await house.postLetter()
        try await ReturnLetter(house.base)(letter.number)
        let told: Notice = Notice(
            id: house.base.newID(house.clock.now()), recordID: letter.recordID, kind: .openedByEmail, email: nil, language: .french,
            aboutAt: house.clock.now())
        try await house.database.write { tx in try Notices(tx).enqueue(told) }

        let notice = try #require(try await DecideNotice(house.base).lease())
        let decision = try await DecideNotice(house.base)(notice)

        guard case .askedStaff = decision else { return #expect(Bool(false), "a letter") }
    }

    @Test func `what is told of each number: unknown, never left, returned and since when`() async throws {
        let house = try await PostHouse()
        try await house.order(Cast.henri.number, by: .letter)
        guard case .letter(let waiting) = try await house.decideNext() else { return #expect(Bool(false), "no letter") }
        try await house.order(Cast.sofia.number, by: .letter)
        let returned = ReturnLetter(house.base)
        let unknown = LetterNumber(ofLetter: "0000000000")

        let early = try await returned(LetterNumber(ofLetter: waiting.text))
        let posted = try await house.postLetter()
        let first = try await returned(posted.number)
        let since = house.clock.now()
        house.clock.advance(.days(1))

        #expect(early == .neverLeft)
        #expect(try await returned(unknown) == .unknown)
        #expect(first == .left)
        #expect(try await returned(posted.number) == .returned(at: since))
        #expect(try await returned.standing(of: posted.number) == .returned(at: since))
    }

    @Test func `of sixteen who say it at once, one records it`() async throws {
        let house = try await PostHouse()
        try await house.order(Cast.camille.number, by: .letter)
        let letter = try await house.postLetter()

        let standings = try await withThrowingTaskGroup(of: ReturnLetter.Standing.self) { group in
            for _ in 0..<16 { group.addTask { try await ReturnLetter(house.base)(letter.number) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }

        #expect(standings.count { $0 == .left } == 1)
        #expect(standings.count { $0 == .returned(at: house.clock.now()) } == 15)
        #expect(try await house.verbs(of: letter.recordID.text).count { $0 == .returnLetter } == 1)
    }

    @Test func `an address that a person calls good gets letters again`() async throws {
        let house = try await PostHouse()
        try await house.order(Cast.henri.number, by: .letter)
        let letter = try await house.postLetter()
        try await ReturnLetter(house.base)(letter.number)

        let decisions = [try await TrustAddress(house.base)(letter.number), try await TrustAddress(house.base)(letter.number)]
        house.clock.advance(.days(2))
        try await house.order(Cast.henri.number, by: .letter)
        let decision = try await house.decideNext()

        guard case .letter = decision else { return #expect(Bool(false), "no letter") }
        #expect(decisions == [.trusted, .notMarked])
        #expect(try await house.codes(of: Cast.henri.number).last?.voidedAt != nil)
    }
}

extension PostHouse {
    fileprivate func decideNext() async throws -> DecideDispatch.Decision {
        guard let order = try await LeaseDispatch(base).any() else { throw Missing() }
        return try await DecideDispatch(base)(order)
    }

    fileprivate func nextNotice() async throws -> OutgoingNotice {
        guard let notice = try await DecideNotice(base).lease(), case .handOver(let outgoing) = try await DecideNotice(base)(notice) else {
            throw Missing()
        }
        return outgoing
    }

    /// Decides what waits and hands the letters over; the last one made.
    fileprivate func postLetter() async throws -> Letter {
        while let order = try await LeaseDispatch(base).any() { _ = try await DecideDispatch(base)(order) }
        guard let batch = try await GatherBatch(base)(.atOnce) else { throw Missing() }
        let letters = try await database.read { tx in try Letters(tx).batched(in: batch) }
        try await HandOverBatch(base).settle(batch)
        guard let letter = letters.last else { throw Missing() }
        return letter
    }

    fileprivate func move(_ number: FileNumber, to street: String) async throws {
        let record = try await record(number).id
        try await database.write { tx in try tx.execute("UPDATE pension_record SET address_4 = \(street) WHERE id = \(record)") }
    }
}
