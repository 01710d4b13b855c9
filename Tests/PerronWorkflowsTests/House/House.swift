import Foundation
import PerronDomain
import PerronSecrets
import PerronStorage
import PerronTestSupport
import PerronWorkflows

/// Everything that the workflows stand on: the cast on record, a clock that stands still, a hash that costs next to nothing.
struct House {
    let database: TestDatabase
    let recorded: RecordingDatabase
    let clock = FixedClock()
    let random = SeededRandom()
    let limits: Limits
    let base: Foundations
    let passwords: MemberPasswords

    init(_ change: (inout Limits) -> Void = { _ in }) async throws {
        var limits = Limits()
        limits.robot.difficulty = 1
        limits.robot.puzzles = 1
        change(&limits)
        self.limits = limits
        database = try await TestDatabase(on: .underTest)
        recorded = RecordingDatabase(database)
        let keys = SecretKeys(current: try MasterKey(bytes: Array(0..<32)))
        base = Foundations(
            database: recorded, clock: clock, random: random, keys: keys, limits: limits,
            civilTime: CivilTime(timeZone: TimeZone(identifier: "Europe/Paris")!))
        passwords = MemberPasswords(
            rules: PasswordRules(common: CommonPasswords(text: "soleil\nazerty\n")),
            hasher: PasswordHasher(keys: keys, random: random, cost: Argon2Cost(kibibytes: 8, passes: 1)), pool: HashingPool(lanes: 2),
            fund: House.fund)
        try await Cast.register(in: base)
    }

    static let fund = PensionFund(
        name: "Caisse de retraite des métiers du soin", shortName: "CARSO", publicURL: "http://localhost:8080",
        postalAddress: ["12 RUE DES ERABLES", "87000 LIMOGES"], telephone: "05 00 00 00 00", openingHours: "",
        emailSender: EmailAddress("ne-pas-repondre@espace.carso.example")!)

    /// Long, and nothing that anybody would try first.
    static let goodPassword = "quatre tasses sous le pommier"
    static let otherPassword = "la barque verte du mardi matin"

    var confirm: ConfirmAccessRequest { ConfirmAccessRequest(base) {} }
    var choose: ChoosePassword { ChoosePassword(base, passwords: passwords) {} }
    var change: ChangePassword { ChangePassword(base, passwords: passwords) {} }

    func record(_ person: Cast.Person) async throws -> PensionRecord {
        let record = try await database.read { tx in try PensionRecords(tx).find(person.number) }
        guard let record else { throw NotThere() }
        return record
    }

    /// How many rows a table has.
    func count(_ table: SQL, where condition: SQL = "1 = 1") async throws -> Int {
        try await database.read { tx in
            try tx.first("SELECT COUNT(*) AS count FROM \(table) WHERE \(condition)")?.count("count") ?? 0
        }
    }

    /// Rows of every table, by its name.
    func counts() async throws -> [String: Int] {
        try await database.read { [dialect = database.dialect] tx in try tx.rowCounts(dialect) }
    }

    /// The verbs logged of a subject, by name: within one millisecond of a clock that stands still, ids have no order.
    func events(of subject: String) async throws -> [AuditVerb] {
        try await database.read { tx in
            try AuditTrail.events(of: subject, in: tx).map(\.verb).sorted { $0.rawValue < $1.rawValue }
        }
    }

    struct NotThere: Error {}
}
