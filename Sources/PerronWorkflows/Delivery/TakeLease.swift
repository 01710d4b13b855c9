import PerronDomain
import PerronStorage

/// Work that one process at a time does: `holder` tells this one from every other.
package struct TakeLease: Sendable {
    package let holder: LeaseHolder
    private let base: Foundations
    private let name: Leases.Name

    package init(_ base: Foundations, name: Leases.Name) {
        self.base = base
        self.name = name
        holder = LeaseHolder(now: base.clock.now(), random: base.random)
    }

    /// False while another holds it.
    package func callAsFunction(for term: Duration) async throws -> Bool {
        let now = base.clock.now()
        return try await base.database.write { tx in
            try Leases(tx).take(name, holder: holder, until: now.adding(term), now: now)
        }
    }

    package func giveBack() async throws {
        try await base.database.write { tx in try Leases(tx).giveBack(name, holder: holder) }
    }
}
