import Foundation
import PerronDomain
import PerronSecrets
import PerronStorage
import PerronWorkflows

/// A fund's house as the post sees it: the cast on record, a clock that stands still, and orders as « Valider votre choix » leaves them.
package struct PostHouse: Sendable {
    package let base: Foundations
    package let clock: FixedClock
    package let database: TestDatabase

    /// - Parameter wrap: puts another database in front, one that listens or errs.
    package init(limits: Limits = Limits(), through wrap: (any Database) -> any Database = { $0 }) async throws {
        clock = FixedClock()
        database = try await TestDatabase(on: .underTest)
        base = Foundations(
            database: wrap(database), clock: clock, random: SeededRandom(), keys: PostHouse.keys(1), limits: limits,
            civilTime: CivilTime(timeZone: TimeZone(identifier: "Europe/Paris")!))
        try await Cast.register(in: base)
    }

    /// Keys of an installation: the same number, the same keys.
    package static func keys(_ number: UInt8) -> SecretKeys {
        SecretKeys(current: try! MasterKey(bytes: [UInt8](repeating: number, count: MasterKey.length)))
    }

    /// A confirmed request and its order.
    @discardableResult
    package func order(
        _ number: FileNumber, by channel: AccessChannel, language: Language = .french
    ) async throws -> (request: Identifier<AccessRequest>, order: Identifier<DispatchOrder>) {
        let now = clock.now()
        let request: Identifier<AccessRequest> = base.newID(now)
        let order: Identifier<DispatchOrder> = base.newID(now)
        let followUp = FollowUpNumber.random(from: base.random).canonical
        try await database.write { tx in
            try AccessRequests(tx).insert(
                AccessRequest(
                    id: request, number: number, role: RolePolicy.role(of: number.series), language: language, isSlowLane: false,
                    network: [1], startedAt: now))
            _ = try AccessRequests(tx).confirm(
                request, channel: channel, language: language, followUp: followUp, startedAfter: now.subtracting(.hours(1)), now: now)
            try Outbox(tx).enqueue(order, request: request, channel: channel, now: now)
        }
        return (request, order)
    }

    package func record(_ number: FileNumber) async throws -> PensionRecord {
        try await database.read { tx in
            guard let record = try PensionRecords(tx).find(number) else { throw Missing() }
            return record
        }
    }

    package func request(_ id: Identifier<AccessRequest>) async throws -> AccessRequestState? {
        try await database.read { tx in try AccessRequests(tx).find(id)?.state }
    }

    package func order(_ id: Identifier<DispatchOrder>) async throws -> DispatchOrder.State? {
        try await database.read { tx in try Outbox(tx).find(id)?.state }
    }

    /// Every code of a record, newest first.
    package func codes(of number: FileNumber) async throws -> [ProvisionalPasswordDigest] {
        let record = try await record(number).id
        return try await database.read { tx in
            try tx.query("SELECT id FROM provisional_password WHERE record_id = \(record) ORDER BY made_at DESC, id DESC")
                .compactMap { try ProvisionalPasswords(tx).find($0.id("id")) }
        }
    }

    package func openTasks() async throws -> [StaffTask.Kind] {
        try await database.read { tx in try StaffTasks(tx).open(limit: 100).map(\.kind) }
    }

    /// What the audit trail says of a subject, in order.
    package func verbs(of subject: String) async throws -> [AuditVerb] {
        try await database.read { tx in try AuditTrail.events(of: subject, in: tx).map(\.verb) }
    }

    package struct Missing: Error {
        package init() {}
    }
}

extension LeaseDispatch {
    /// The next due order of whichever lane.
    package func any() async throws -> DispatchOrder? {
        for lane in DispatchLane.allCases {
            if let order = try await self(lane) { return order }
        }
        return nil
    }
}
