import PerronDomain
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

/// The registry's e-mail address and the member's own are two values; the confirmed one wins.
struct WhoKnowsBetterTests {
    private static let number = "2614073"

    /// Camille on record, and her own address confirmed.
    private static func house(confirming email: String) async throws -> RegistryHouse {
        let house = try await RegistryHouse()
        try await house.finish(DemoCast.rows)
        let record = try #require(try await house.record(number))
        let (now, base) = (house.clock.now(), house.base)
        let id: Identifier<ContactPoint> = base.newID(now)
        try await house.database.write { tx in
            let points = ContactPoints(tx)
            try points.insert(id, record: record.id, email: EmailAddress(email)!, now: now)
            _ = try points.confirm(id, of: record.id, usableFrom: now, now: now)
        }
        return house
    }

    private static func rows(email: String) -> [[RegistryColumn: String]] {
        DemoCast.rows.map { row in
            row[.number] == number ? row.merging([.email: email]) { $1 } : row
        }
    }

    private static func tasks(_ house: RegistryHouse) async throws -> [StaffTask.Kind] {
        try await house.database.read { tx in try StaffTasks(tx).open(limit: 10).map(\.kind) }
    }

    @Test func `a different address in the registry is for staff to look at, once`() async throws {
        let house = try await Self.house(confirming: "camille@ailleurs.example")

        try await house.finish(Self.rows(email: "c.moreau@exemple.fr"))
        try await house.finish(Self.rows(email: "c.moreau@exemple.fr"))

        #expect(try await Self.tasks(house) == [.emailDiffers])
        let record = try #require(try await house.record(Self.number))
        #expect(record.registryEmail?.value == "c.moreau@exemple.fr")
        let (now, database) = (house.clock.now(), house.database)
        let used = try await database.read { tx in try ContactPoints(tx).emailForAccess(of: record, now: now, newAddressDays: 7) }
        #expect(used?.value == "camille@ailleurs.example")
        #expect(try await house.count("notice") == 0)
    }

    @Test func `an empty address in the registry changes nothing of the member's`() async throws {
        let house = try await Self.house(confirming: "camille@ailleurs.example")

        try await house.finish(Self.rows(email: ""))

        #expect(try await Self.tasks(house).isEmpty)
        let record = try #require(try await house.record(Self.number))
        #expect(record.registryEmail == nil)
        let points = try await house.database.read { tx in try ContactPoints(tx).current(of: record.id) }
        #expect(points.map(\.email.value) == ["camille@ailleurs.example"])
    }

    @Test func `the member's own address arriving in the registry is no difference`() async throws {
        let house = try await Self.house(confirming: "camille@ailleurs.example")

        try await house.finish(Self.rows(email: "Camille@Ailleurs.example"))

        #expect(try await Self.tasks(house).isEmpty)
    }

    @Test func `where the member has confirmed none, the registry's address changes, and nobody else has to look at it`() async throws {
        let house = try await RegistryHouse()
        try await house.finish(DemoCast.rows)

        try await house.finish(Self.rows(email: "c.moreau@exemple.fr"))

        #expect(try await Self.tasks(house).isEmpty)
        #expect(try await house.record(Self.number)?.registryEmail?.value == "c.moreau@exemple.fr")
    }
}
