import PerronDomain
import PerronSecrets
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

/// A letter of Tuesday 24 November opens until 15 December, the end of the day.
struct RemindOfCodesTests {
    @Test func `five days before its end an unused code is reminded of by e-mail, once, and without the code`() async throws {
        let house = try await PostHouse()
        try await house.post(to: Cast.camille)

        house.set("2026-12-09", hour: 12)
        let early = try await RemindOfCodes(house.base)()
        house.set("2026-12-10", hour: 12)
        let due = try await RemindOfCodes(house.base)()
        let outgoing = try #require(try await house.nextNotice())
        house.set("2026-12-11", hour: 12)
        let again = try await RemindOfCodes(house.base)()

        guard case .codeExpires(let posted, let last) = outgoing.body else { return #expect(Bool(false), "another notice") }
        #expect([early, due, again] == [0, 1, 0])
        #expect((posted.iso, last.iso) == ("2026-11-24", "2026-12-15"))
        #expect(outgoing.email == Cast.camille.email)
        #expect(try await house.nextNotice() == nil)
    }

    @Test(arguments: [8, 20, 23])
    func `nobody is reminded at night`(hour: Int) async throws {
        let house = try await PostHouse()
        try await house.post(to: Cast.camille)
        house.set("2026-12-12", hour: hour)

        #expect(try await RemindOfCodes(house.base)() == 0)
    }

    @Test func `without an e-mail address there is nobody to remind, and the code is not looked at again`() async throws {
        let house = try await PostHouse()
        try await house.post(to: Cast.henri)
        house.set("2026-12-12", hour: 12)

        let looked = [try await RemindOfCodes(house.base)(), try await RemindOfCodes(house.base)()]

        #expect(looked == [1, 0])
        #expect(try await house.nextNotice() == nil)
    }

    @Test(arguments: ["used_at = 1", "voided_at = 1"] as [SQL])
    func `of a code that was used or voided nobody is reminded, not even between the decision and the e-mail`(change: SQL) async throws {
        let house = try await PostHouse()
        try await house.post(to: Cast.camille)
        try await house.post(to: Cast.paul)
        let camille = try await house.record(Cast.camille.number).id
        let paul = try await house.record(Cast.paul.number).id
        try await house.database.write { tx in try tx.execute("UPDATE provisional_password SET \(change) WHERE record_id = \(camille)") }
        house.set("2026-12-12", hour: 12)

        let due = try await RemindOfCodes(house.base)()
        try await house.database.write { tx in try tx.execute("UPDATE provisional_password SET \(change) WHERE record_id = \(paul)") }

        #expect(due == 1)
        #expect(try await house.nextNotice() == nil)
    }

    @Test func `a letter that has not left yet is not reminded of, nor is anything where the setting is none`() async throws {
        var limits = Limits()
        let house = try await PostHouse()
        try await house.order(Cast.camille.number, by: .letter)
        _ = try await DecideDispatch(house.base)(try #require(try await LeaseDispatch(house.base).any()))
        house.set("2026-12-12", hour: 12)
        limits.letters.reminder = .zero
        let silent = try await PostHouse(limits: limits)
        try await silent.post(to: Cast.camille)
        silent.set("2026-12-12", hour: 12)

        #expect(try await RemindOfCodes(house.base)() == 0)
        #expect(try await RemindOfCodes(silent.base)() == 0)
    }
}

extension PostHouse {
    fileprivate func post(to person: Cast.Person) async throws {
        try await order(person.number, by: .letter)
        while let order = try await LeaseDispatch(base).any() { _ = try await DecideDispatch(base)(order) }
        guard let batch = try await GatherBatch(base)(.atOnce) else { throw Missing() }
        try await HandOverBatch(base).settle(batch)
    }

    fileprivate func set(_ day: String, hour: Int) {
        clock.set(base.civilTime.instant(of: CalendarDay(iso: day)!, minutes: hour * 60))
    }

    /// Nil where nothing is left to tell.
    fileprivate func nextNotice() async throws -> OutgoingNotice? {
        while let notice = try await DecideNotice(base).lease() {
            if case .handOver(let outgoing) = try await DecideNotice(base)(notice) {
                try await SettleNotice(base)(notice, .delivered)
                return outgoing
            }
        }
        return nil
    }
}
