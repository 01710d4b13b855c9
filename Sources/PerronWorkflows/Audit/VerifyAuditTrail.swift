import PerronDomain
import PerronSecrets
import PerronStorage

/// Walks the chain from the first event that is kept and compares it with the head that was kept outside.
package struct VerifyAuditTrail: Sendable {
    package enum Decision: Sendable, Equatable {
        /// Everything kept is whole; so many events have been sealed since the log began.
        case intact(Int64)
        /// The event of this number, or the one before it, was edited, or its seal was.
        case broken(Int64)
        /// The event of this number was removed.
        case missing(Int64)
        /// The log ends before the head that was kept outside, or differs from it there.
        case cutShort(at: Int64)
    }

    private let base: Foundations
    private let chain: AuditChain

    package init(_ base: Foundations) {
        self.base = base
        chain = AuditChain(keys: base.keys)
    }

    /// - Parameter head: as it was kept outside the database; nil where there is none.
    package func callAsFunction(head: AuditHead?) async throws -> Decision {
        var (number, seal) = try await base.database.read { tx in try AuditSeals(tx).beginning() }
        var foundHead = head.map { $0.number == number && $0.seal == seal } ?? true
        while true {
            let after = number
            let events = try await base.database.read { tx in try AuditSeals(tx).sealed(after: after, limit: 1000) }
            if events.isEmpty { break }
            for event in events {
                guard event.number == number + 1 else { return .missing(number + 1) }
                number += 1
                guard let found = event.seal, chain.verify(found, of: event.canonicalBytes(number: number), after: seal) else {
                    return .broken(number)
                }
                seal = found
                if let head, head.number == number { foundHead = head.seal == seal }
            }
        }
        return foundHead ? .intact(number) : .cutShort(at: min(number, head?.number ?? number))
    }
}
