import PerronDomain
import PerronSecrets
import PerronStorage

/// The newest seal, as it is also kept outside the database: whoever cuts the log short can't cut that.
package struct AuditHead: Sendable, Equatable {
    package let number: Int64
    package let seal: [UInt8]
    package let at: Instant

    package init(number: Int64, seal: [UInt8], at: Instant) {
        self.number = number
        self.seal = seal
        self.at = at
    }
}

/// Numbers and chains what has been written to the audit log since it last ran. One sealer at a time, by a lease.
package struct SealAuditTrail: Sendable {
    /// Events sealed in one transaction.
    private static let chunk = 500
    /// Renewed at each run; whoever finds it run out takes over.
    private static let term: Duration = .seconds(10)

    private let base: Foundations
    private let chain: AuditChain
    private let holder: LeaseHolder

    package init(_ base: Foundations) {
        self.base = base
        chain = AuditChain(keys: base.keys)
        holder = LeaseHolder(now: base.clock.now(), random: base.random)
    }

    /// The new head, and how many events were sealed; nil when nothing waits or another sealer holds the lease.
    package func callAsFunction() async throws -> (head: AuditHead, count: Int)? {
        guard try await base.database.read({ tx in try !AuditSeals(tx).unsealed(limit: 1).isEmpty }) else { return nil }
        let now = base.clock.now()
        return try await base.database.write { tx in
            guard try Leases(tx).take(.auditSealer, holder: holder, until: now.adding(SealAuditTrail.term), now: now) else { return nil }
            let seals = AuditSeals(tx)
            var (number, seal) = try seals.beginning()
            if let last = try seals.last(), let lastNumber = last.number, let lastSeal = last.seal {
                (number, seal) = (lastNumber, lastSeal)
            }
            let events = try seals.unsealed(limit: SealAuditTrail.chunk)
            for event in events {
                number += 1
                seal = chain.seal(event.canonicalBytes(number: number), after: seal)
                try seals.seal(event.id, number: number, seal: seal)
            }
            return events.isEmpty ? nil : (AuditHead(number: number, seal: seal, at: now), events.count)
        }
    }
}

extension SealedAuditEvent {
    /// Every field with its length before it, so that no two events have the same bytes; a missing one has no length at all.
    func canonicalBytes(number: Int64) -> [UInt8] {
        let fields: [String?] = [String(number), id, String(at.milliseconds), verb, subject, object, detail]
        return fields.flatMap { field -> [UInt8] in
            guard let field else { return [0xFF] }
            let bytes = Array(field.utf8)
            return [0] + (0..<4).map { UInt8(truncatingIfNeeded: bytes.count >> (24 - 8 * $0)) } + bytes
        }
    }
}
