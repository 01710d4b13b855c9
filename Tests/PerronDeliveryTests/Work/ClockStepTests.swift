import PerronDomain
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

@testable import PerronDelivery

/// A clock that was ahead and is set right, under work that a dead process had in hand.
struct ClockStepTests {
    @Test func `letters that a dead process held by a clock ahead are taken over at once`() async throws {
        let room = try await Room()
        try await room.order(Cast.henri)
        let dead = TakeLease(room.house.base, name: .letters)
        _ = try await dead(for: .seconds(30))

        room.house.clock.advance(.hours(-3))

        #expect(try await room.room.runOnce(.atOnce).count == 1)
        #expect(try await room.house.database.read { tx in try Leases(tx).isHeld(.letters, by: dead.holder) } == false)
    }

    @Test func `a lease that was just taken is another's all the same`() async throws {
        let house = try await PostHouse()
        let (own, other) = (TakeLease(house.base, name: .letters), TakeLease(house.base, name: .letters))
        _ = try await own(for: .seconds(30))

        #expect(try await !other(for: .seconds(30)))
        house.clock.advance(.seconds(-60))
        #expect(try await !other(for: .seconds(30)))
    }

    @Test func `an order that a dead worker held by a clock ahead is taken, and its message leaves`() async throws {
        let house = try await PostHouse()
        let ordered = try await house.order(Cast.camille.number, by: .email)
        house.clock.advance(.hours(3))
        _ = try await LeaseDispatch(house.base).any()

        house.clock.advance(.hours(-3))
        let mailbag = Mailbag()
        try await Examples.worker(house, mailbag).runOnce()

        #expect(mailbag.messages.count == 1)
        #expect(try await house.order(ordered.order) == .settled)
    }

    @Test(arguments: [-3, 3])
    func `the audit log is sealed on, and stays whole, whichever way the clock was stepped`(hours: Int) async throws {
        let house = try await PostHouse()
        try await house.order(Cast.camille.number, by: .email)
        try await Examples.worker(house, Mailbag()).runOnce()
        _ = try await SealAuditTrail(house.base)()

        house.clock.advance(.hours(hours))
        try await house.order(Cast.henri.number, by: .letter)
        try await Examples.worker(house, Mailbag()).runOnce()
        // Another process, and so another holder.
        let sealed = try #require(try await SealAuditTrail(house.base)())

        #expect(try await VerifyAuditTrail(house.base)(head: sealed.head) == .intact(sealed.head.number))
        #expect(try await ExamineStore(house.base)().faults == [])
    }

    @Test(arguments: [-3, 3, 24 * 40])
    func `letters leave on their day or late, never without one, whichever way the clock was stepped`(hours: Int) async throws {
        let room = try await Room()
        try await room.order(Cast.henri)

        room.house.clock.advance(.hours(hours))
        try await room.order(Cast.lina)
        let batches = try await room.room.runOnce(.atOnce)

        #expect(batches.count == 1)
        #expect(try room.manifest(try #require(batches.first)).letters.count == 2)
        #expect(try await ExamineStore(room.house.base)().faults == [])
    }
}
