import PerronDomain
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

struct SealAuditTrailTests {
    @Test
    func `every event is numbered and chained, and the chain is whole`() async throws {
        let house = try await PostHouse()
        let written = try await house.writeEvents(5)

        let sealed = try #require(try await SealAuditTrail(house.base)())

        #expect(sealed.count >= written)
        #expect(sealed.head.number == Int64(sealed.count))
        #expect(try await VerifyAuditTrail(house.base)(head: sealed.head) == .intact(Int64(sealed.count)))
        #expect(try await SealAuditTrail(house.base)() == nil)
    }

    @Test
    func `the chain goes on from where it ended`() async throws {
        let house = try await PostHouse()
        let sealer = SealAuditTrail(house.base)
        try await house.writeEvents(2)
        let first = try #require(try await sealer())
        try await house.writeEvents(3)

        let second = try #require(try await sealer())

        #expect(second.head.number == first.head.number + 3)
        #expect(try await VerifyAuditTrail(house.base)(head: first.head) == .intact(second.head.number))
    }

    @Test(
        arguments: [
            ("UPDATE audit_event SET detail = 'other' WHERE seal_number = 3", 3),
            ("UPDATE audit_event SET at = at + 1 WHERE seal_number = 2", 2),
            ("UPDATE audit_event SET object = '' WHERE seal_number = 4", 4),
            ("UPDATE audit_event SET subject = 'x' WHERE seal_number = 1", 1),
        ] as [(String, Int64)])
    func `an edited event breaks the chain at its number`(edit: String, number: Int64) async throws {
        let house = try await PostHouse()
        try await house.writeEvents(5)
        let sealed = try #require(try await SealAuditTrail(house.base)())

        try await house.database.write { tx in try tx.execute(SQL(stringLiteral: edit)) }

        #expect(try await VerifyAuditTrail(house.base)(head: sealed.head) == .broken(number))
    }

    @Test
    func `what is kept after pruning is whole, and the chain goes on even from nothing`() async throws {
        let house = try await PostHouse()
        let sealer = SealAuditTrail(house.base)
        try await house.writeEvents(5)
        let first = try #require(try await sealer())
        house.clock.advance(.days(200))
        try await house.writeEvents(3)
        let second = try #require(try await sealer())

        house.clock.advance(.days(170))
        while try await Housekeeping(house.base, chunk: 4)() > 0 {}
        let kept = try await house.database.read { tx in try AuditSeals(tx).sealed(after: 0, limit: 100).compactMap(\.number) }
        #expect(kept == Array((first.head.number + 1)...second.head.number))
        #expect(try await VerifyAuditTrail(house.base)(head: second.head) == .intact(second.head.number))
        #expect(try await VerifyAuditTrail(house.base)(head: first.head) == .intact(second.head.number))

        house.clock.advance(.days(400))
        while try await Housekeeping(house.base, chunk: 4)() > 0 {}
        #expect(try await VerifyAuditTrail(house.base)(head: second.head) == .intact(second.head.number))
        let third = try #require(try await sealer())
        #expect(third.head.number > second.head.number)
        #expect(try await VerifyAuditTrail(house.base)(head: third.head) == .intact(third.head.number))
    }

    @Test
    func `a log emptied by hand betrays itself by the head, also with a made-up beginning`() async throws {
        let house = try await PostHouse()
        try await house.writeEvents(5)
        let sealed = try #require(try await SealAuditTrail(house.base)())

        try await house.database.write { tx in _ = try AuditSeals(tx).prune(upTo: sealed.head.number, seal: [0]) }
        #expect(try await VerifyAuditTrail(house.base)(head: sealed.head) == .cutShort(at: sealed.head.number))
        try await house.database.write { tx in _ = try AuditSeals(tx).prune(upTo: sealed.head.number + 9, seal: [0]) }
        #expect(try await VerifyAuditTrail(house.base)(head: sealed.head) == .cutShort(at: sealed.head.number))
    }

    @Test
    func `an event taken out of the middle is missed, one cut off at the end betrays itself by the head`() async throws {
        let house = try await PostHouse()
        try await house.writeEvents(5)
        let sealed = try #require(try await SealAuditTrail(house.base)())

        try await house.database.write { tx in
            try tx.execute("DELETE FROM audit_event WHERE seal_number = \(sealed.head.number)")
        }
        let cut = try await VerifyAuditTrail(house.base)(head: sealed.head)
        let cutWithoutHead = try await VerifyAuditTrail(house.base)(head: nil)
        try await house.database.write { tx in try tx.execute("DELETE FROM audit_event WHERE seal_number = 2") }
        let holed = try await VerifyAuditTrail(house.base)(head: sealed.head)

        #expect(cut == .cutShort(at: sealed.head.number - 1))
        #expect(cutWithoutHead == .intact(sealed.head.number - 1))
        #expect(holed == .missing(2))
    }

    @Test
    func `somebody without the key can't chain anew`() async throws {
        let house = try await PostHouse()
        try await house.writeEvents(3)
        let forger = Foundations(
            database: house.database, clock: house.clock, random: house.base.random, keys: PostHouse.keys(2), limits: house.base.limits,
            civilTime: house.base.civilTime)

        _ = try await SealAuditTrail(forger)()

        #expect(try await VerifyAuditTrail(house.base)(head: nil) == .broken(1))
    }

    @Test
    func `of many sealers at once one seals, and every number is given once`() async throws {
        let house = try await PostHouse()
        try await house.writeEvents(40)

        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<16 { group.addTask { _ = try await SealAuditTrail(house.base)() } }
            try await group.waitForAll()
        }

        let last = try await house.database.read { tx in try AuditSeals(tx).last()?.number }
        #expect(try await VerifyAuditTrail(house.base)(head: nil) == .intact(try #require(last)))
    }
}

extension PostHouse {
    @discardableResult
    fileprivate func writeEvents(_ count: Int) async throws -> Int {
        try await database.write { [base, now = clock.now()] tx in
            let trail = AuditTrail(tx, random: base.random)
            for index in 0..<count { try trail.append(.signIn, subject: "subject\(index)", now: now) }
        }
        return count
    }
}
