import PerronDomain

/// Work that one process at a time may do, by name; whoever dies loses it when its time is over.
package struct Leases {
    package enum Name: String, Sendable, CaseIterable {
        case letters
        case auditSealer
        case housekeeping
    }

    /// No lease is taken for longer: one that ends later was taken before the clock was stepped back, and counts for nothing. Whoever took
    /// it is fenced off where it counts, by the holder's id or the number of the attempt.
    package static let longestTerm: Duration = .minutes(5)

    private let tx: any Transaction

    package init(_ tx: any Transaction) {
        self.tx = tx
    }

    /// Takes or renews the lease; false while another holds it.
    package func take(_ name: Name, holder: LeaseHolder, until: Instant, now: Instant) throws -> Bool {
        try tx.execute(
            """
            INSERT INTO lease (name, holder, until) VALUES (\(name.rawValue), \(holder.id), \(until))
            ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
            WHERE lease.holder = excluded.holder OR lease.until < \(now) OR lease.until > \(now.adding(Leases.longestTerm))
            """) == 1
    }

    /// Whether nobody has taken over, even if the term has run out.
    package func isHeld(_ name: Name, by holder: LeaseHolder) throws -> Bool {
        try tx.first("SELECT name FROM lease WHERE name = \(name.rawValue) AND holder = \(holder.id)") != nil
    }

    package func giveBack(_ name: Name, holder: LeaseHolder) throws {
        try tx.execute("DELETE FROM lease WHERE name = \(name.rawValue) AND holder = \(holder.id)")
    }
}

/// One worker of one process, told apart from every other by chance.
package struct LeaseHolder: Hashable, Sendable {
    package let id: Identifier<LeaseHolder>

    package init(now: Instant, random: any RandomSource) {
        id = Identifier(now: now, random: random)
    }
}
