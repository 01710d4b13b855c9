import PerronDomain
import PerronStorage
import PerronTestSupport

/// Every engine that the stores must behave alike on: every test runs on each.
enum EngineUnderTest: String, CaseIterable, Sendable {
    case sqlite, postgres

    /// A database of the test's own, gone with the value.
    func database(isMigrated: Bool = true) async throws -> any Database {
        switch self {
        case .sqlite: try await TestDatabase(isMigrated: isMigrated)
        case .postgres: try await TestDatabase(on: .postgres, isMigrated: isMigrated)
        }
    }
}

/// A migrated database with Camille's file in it, and what makes rows.
struct Shelf {
    let database: any Database
    let random = SeededRandom()
    let now = FixedClock.start
    let camille = Identifier<PensionRecord>(stored: "01JDC6ZK3M7Q2V8X4T5R9W0YAB")
    let henri = Identifier<PensionRecord>(stored: "01JDC6ZK3M7Q2V8X4T5R9W0YAC")

    init(_ engine: EngineUnderTest) async throws {
        database = try await engine.database()
        try await insert(camille, number: "2614073", email: "camille.moreau@exemple.fr")
        try await insert(henri, number: "1047382", email: nil)
    }

    func newID<Entity>() -> Identifier<Entity> {
        Identifier(now: now, random: random)
    }

    func insert(_ id: Identifier<PensionRecord>, number: String, email: String?) async throws {
        try await database.write { tx in
            try tx.execute(
                """
                INSERT INTO pension_record
                  (id, number, situation, civility, family_name, birth_name, given_names, birth_date,
                   address_1, address_2, address_3, address_4, address_5, address_6, country, registry_email, telephone,
                   contents, last_run, updated_at)
                VALUES (\(id), \(number), 'contributing', 'MME', 'MOREAU', 'MOREAU', 'Camille', '1988-03-14',
                   'MME CAMILLE MOREAU', '', '', '14 RUE DES ERABLES', '', '87000 LIMOGES', 'FR', \(email), '',
                   \([0] as [UInt8]), 'test', 0)
                """)
        }
    }

    /// A confirmed request with its order.
    func order(channel: AccessChannel = .email) async throws -> DispatchOrder {
        let request: Identifier<AccessRequest> = newID()
        let order: Identifier<DispatchOrder> = newID()
        let number = try FileNumber("2614073")
        return try await database.write { [now] tx in
            try AccessRequests(tx).insert(
                AccessRequest(
                    id: request, number: number, role: .member, language: .french, isSlowLane: false, network: [1], startedAt: now))
            _ = try AccessRequests(tx).confirm(
                request, channel: channel, language: .french, followUp: String(request.text.suffix(10)),
                startedAfter: now.subtracting(.hours(2)), now: now)
            try Outbox(tx).enqueue(order, request: request, channel: channel, now: now)
            guard let stored = try Outbox(tx).find(order) else { throw RowError.noColumn("dispatch") }
            return stored
        }
    }

    /// A code of Camille's that lives a day.
    func code(of order: DispatchOrder) async throws -> ProvisionalPasswordDigest {
        let code = ProvisionalPasswordDigest(
            id: newID(), recordID: camille, order: order, channel: order.channel, digest: random.bytes(32), keyID: "3f9a01c2", madeAt: now,
            expiresAt: now.adding(.hours(24)))
        try await database.write { tx in try ProvisionalPasswords(tx).insert(code) }
        return code
    }
}
