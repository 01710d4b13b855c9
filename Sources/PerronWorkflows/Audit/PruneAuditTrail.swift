import PerronDomain
import PerronStorage

/// Deletes the audit log's oldest events once their time is over. The seal of the last one stays, so that what is kept can be verified from
/// there on.
struct PruneAuditTrail: Sendable {
    private let base: Foundations
    private let chunk: Int

    init(_ base: Foundations, chunk: Int) {
        self.base = base
        self.chunk = chunk
    }

    /// How many went; whole from the beginning of the chain, so none behind one that is younger.
    func callAsFunction(before: Instant, now: Instant) async throws -> Int {
        guard try await base.database.read({ tx in try last(before: before, in: tx) }) != nil else { return 0 }
        return try await base.database.write { [random = base.random] tx in
            guard let last = try last(before: before, in: tx) else { return 0 }
            let count = try AuditSeals(tx).prune(upTo: last.number, seal: last.seal)
            try AuditTrail(tx, random: random).append(.pruneTrail, subject: "audit", detail: String(last.number), now: now)
            return count
        }
    }

    private func last(before: Instant, in tx: any Transaction) throws -> (number: Int64, seal: [UInt8])? {
        let seals = AuditSeals(tx)
        let old = try seals.sealed(after: try seals.beginning().number, limit: chunk).prefix { $0.at < before }
        guard let last = old.last, let number = last.number, let seal = last.seal else { return nil }
        return (number, seal)
    }
}
