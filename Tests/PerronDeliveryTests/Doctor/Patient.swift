import PerronDomain
import PerronSecrets
import PerronStorage
import PerronTestSupport
import PerronWorkflows

@testable import PerronDelivery

/// A house in which everything has happened once: an e-mail left, a letter left in a batch, a letter waits, an order waits.
struct Patient {
    let room: Room
    let head: AuditHead?

    init() async throws {
        room = try await Room()
        let house = room.house
        try await house.order(Cast.camille.number, by: .email)
        try await house.order(Cast.henri.number, by: .letter)
        try await Examples.worker(house, Mailbag()).runOnce()
        _ = try await room.room.runOnce(.atOnce)
        house.clock.advance(.seconds(1))
        try await house.order(Cast.lina.number, by: .letter)
        try await Examples.worker(house, Mailbag()).runOnce()
        try await house.order(Cast.sofia.number, by: .email)
        head = try await SealAuditTrail(house.base)()?.head
    }

    var house: PostHouse { room.house }

    func harm(_ statement: SQL) async throws {
        _ = try await house.database.write { tx in try tx.execute(statement) }
    }

    func store() async throws -> [Finding] { try await ExamineStore(house.base)() }

    func secrets(keys: SecretKeys? = nil, head: AuditHead?, isOneOfSeveral: Bool = false) async throws -> [Finding] {
        let own = house.base
        let base = Foundations(
            database: own.database, clock: own.clock, random: own.random, keys: keys ?? own.keys, limits: own.limits,
            civilTime: own.civilTime)
        return try await ExamineSecrets(base)(head: head, isOneOfSeveral: isOneOfSeveral)
    }

    func folder() async throws -> [Finding] { try await ExamineLetterFolder(house.base, carrier: room.carrier)() }
}

extension [Finding] {
    var faults: [Finding.Topic] { filter { $0.verdict == .fault }.map(\.topic) }

    func verdict(on topic: Finding.Topic) -> Finding.Verdict? { first { $0.topic == topic }?.verdict }

    func words(on topic: Finding.Topic) -> String? { first { $0.topic == topic }?.found }
}
