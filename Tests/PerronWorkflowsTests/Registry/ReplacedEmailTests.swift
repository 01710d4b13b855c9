import PerronDomain
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

/// An address of the registry's that replaces another carries a code only after seven days, and the old one is told.
struct ReplacedEmailTests {
    private static let number = "2614073"
    private static let old = "camille.moreau@exemple.fr"
    private static let new = "c.moreau@exemple.fr"

    /// Camille on record with her old address.
    private static func house() async throws -> RegistryHouse {
        let house = try await RegistryHouse()
        try await house.finish(DemoCast.rows)
        return house
    }

    private static func give(_ email: String, to house: RegistryHouse) async throws {
        try await house.finish(DemoCast.rows.map { $0[.number] == number ? $0.merging([.email: email]) { $1 } : $0 })
    }

    /// Where her code would go now.
    private static func used(_ house: RegistryHouse) async throws -> String? {
        let record = try #require(try await house.record(number))
        let now = house.clock.now()
        return try await house.database.read { tx in
            try ContactPoints(tx).emailForAccess(of: record, now: now, newAddressDays: 7)?.value
        }
    }

    /// Kind, language and address of every notice, in the order they were made.
    private static func notices(_ house: RegistryHouse) async throws -> [String] {
        try await house.rows("SELECT kind || ' ' || language || ' ' || email AS row FROM notice ORDER BY about_at, id")
    }

    @Test func `the old address gets the codes for seven days, then the new one does`() async throws {
        let house = try await Self.house()

        try await Self.give(Self.new, to: house)

        #expect(try await Self.used(house) == Self.old)
        house.clock.advance(.days(7) - .milliseconds(1))
        #expect(try await Self.used(house) == Self.old)
        house.clock.advance(.milliseconds(1))
        #expect(try await Self.used(house) == Self.new)
    }

    @Test func `the old address is told in French, once, however often the file is given`() async throws {
        let house = try await Self.house()
        #expect(try await house.count("notice") == 0)

        for _ in 1...3 { try await Self.give(Self.new, to: house) }

        #expect(try await Self.notices(house) == ["emailReplaced fr \(Self.old)"])
        #expect(try await house.record(Self.number)?.formerEmail?.value == Self.old)
        let audited = try await house.rows("SELECT detail AS row FROM audit_event WHERE verb = 'notify'")
        #expect(audited == ["emailReplaced"])
    }

    @Test func `a third address within the days leaves the codes with the first and begins the days anew`() async throws {
        let house = try await Self.house()
        try await Self.give(Self.new, to: house)
        house.clock.advance(.days(6))

        try await Self.give("troisieme@exemple.fr", to: house)

        house.clock.advance(.days(6))
        #expect(try await Self.used(house) == Self.old)
        house.clock.advance(.days(1))
        #expect(try await Self.used(house) == "troisieme@exemple.fr")
        #expect(
            try await Self.notices(house).sorted()
                == ["emailReplaced fr \(Self.new)", "emailReplaced fr \(Self.old)", "emailReplaced fr \(Self.old)"])
    }

    @Test func `emptying the address first is no way round the days`() async throws {
        let house = try await Self.house()

        try await Self.give("", to: house)
        let emptied = try await Self.used(house)
        try await Self.give(Self.new, to: house)

        #expect(emptied == nil)
        #expect(try await Self.used(house) == Self.old)
        #expect(try await Self.notices(house) == ["emailReplaced fr \(Self.old)"])
    }

    @Test func `a first address is used at once and nobody is told`() async throws {
        let house = try await RegistryHouse()
        try await Self.give("", to: house)

        try await Self.give(Self.new, to: house)

        #expect(try await Self.used(house) == Self.new)
        #expect(try await house.count("notice") == 0)
    }

    @Test func `another spelling is the same address`() async throws {
        let house = try await Self.house()

        try await Self.give("Camille.Moreau@exemple.fr", to: house)

        #expect(try await Self.used(house) == "Camille.Moreau@exemple.fr")
        #expect(try await house.count("notice") == 0)
    }

    @Test func `a change that was taken back before its notice left is told to nobody`() async throws {
        let house = try await Self.house()
        try await Self.give(Self.new, to: house)

        try await Self.give(Self.old, to: house)

        #expect(try await Self.used(house) == Self.old)
        let notice = try #require(try await DecideNotice(house.base).lease())
        guard case .over = try await DecideNotice(house.base)(notice) else { return #expect(Bool(false), "told nevertheless") }
        #expect(try await DecideNotice(house.base).lease() == nil)
    }

    @Test func `the notice says when the change was and from when the new address serves`() async throws {
        let house = try await Self.house()
        try await Self.give(Self.new, to: house)
        let changed = house.clock.now()
        house.clock.advance(.hours(5))

        let notice = try #require(try await DecideNotice(house.base).lease())
        guard case .handOver(let outgoing) = try await DecideNotice(house.base)(notice),
            case .emailReplaced(let at, let usableFrom) = outgoing.body
        else { return #expect(Bool(false), "another notice") }

        #expect(outgoing.email.value == Self.old)
        #expect(at == changed && usableFrom == changed.adding(.days(7)))
    }
}
