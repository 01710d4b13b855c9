import PerronDomain
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

struct HousekeepingTests {
    @Test
    func `a request that nobody confirmed lapses when its form has run out`() async throws {
        let house = try await PostHouse()
        let id: Identifier<AccessRequest> = house.base.newID(house.clock.now())
        let number = Cast.camille.number
        try await house.database.write { [now = house.clock.now()] tx in
            try AccessRequests(tx).insert(
                AccessRequest(id: id, number: number, role: .member, language: .french, isSlowLane: false, network: [1], startedAt: now))
        }

        house.clock.advance(.minutes(119))
        let early = try await Housekeeping(house.base)()
        house.clock.advance(.minutes(2))
        let late = try await Housekeeping(house.base)()

        #expect([early, late] == [0, 1])
        #expect(try await house.request(id) == .lapsed)
        #expect(try await house.verbs(of: id.text) == [.lapseRequest])
    }

    @Test
    func `a request lapses once its last code has run out`() async throws {
        let house = try await PostHouse()
        let ordered = try await house.order(Cast.camille.number, by: .email)
        _ = try await SettleEmail(house.base)(try await house.handOver(), .delivered)

        house.clock.advance(.hours(23))
        let early = try await Housekeeping(house.base)()
        house.clock.advance(.hours(2))
        let late = try await Housekeeping(house.base)()

        #expect([early, late] == [0, 1])
        #expect(try await house.request(ordered.request) == .lapsed)
    }

    @Test
    func `a request whose letter still waits does not lapse, however late`() async throws {
        let house = try await PostHouse()
        let ordered = try await house.order(Cast.henri.number, by: .letter)
        _ = try await house.decide()

        house.clock.advance(.days(35))
        _ = try await Housekeeping(house.base)()

        #expect(try await house.request(ordered.request) == .dispatched)
    }

    @Test
    func `counts older than forty days go, a chunk at a time`() async throws {
        let house = try await PostHouse()
        try await house.database.write { [base = house.base, now = house.clock.now()] tx in
            for _ in 0..<5 { try Quotas(tx).count(.request, subject: [1], at: now, random: base.random) }
        }

        house.clock.advance(.days(41))
        let tidied = [try await Housekeeping(house.base, chunk: 3)(), try await Housekeeping(house.base, chunk: 3)()]

        #expect(tidied == [3, 2])
    }
}
