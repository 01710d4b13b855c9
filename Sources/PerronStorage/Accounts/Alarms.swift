import PerronDomain

/// What is going on for the whole fund, and until when at least.
package struct Alarms {
    package enum Name: String, Sendable, CaseIterable {
        /// The share of failed sign-ins has left its usual band.
        case failingSignIns
    }

    private let tx: any Transaction

    package init(_ tx: any Transaction) {
        self.tx = tx
    }

    package func isOn(_ name: Name, now: Instant) throws -> Bool {
        try tx.first("SELECT name FROM alarm WHERE name = \(name.rawValue) AND until > \(now)") != nil
    }

    /// Begins an episode, or lets the present one last until `until`; true where it begins.
    package func raise(_ name: Name, until: Instant, now: Instant) throws -> Bool {
        if try tx.execute("UPDATE alarm SET until = \(until) WHERE name = \(name.rawValue) AND until > \(now)") == 1 { return false }
        try end(name, now: now)
        return try tx.execute(
            "INSERT INTO alarm (name, raised_at, until) VALUES (\(name.rawValue), \(now), \(until)) ON CONFLICT DO NOTHING") == 1
    }

    /// Ends an episode whose time is over; false where there is none.
    @discardableResult
    package func end(_ name: Name, now: Instant) throws -> Bool {
        try tx.execute("DELETE FROM alarm WHERE name = \(name.rawValue) AND until <= \(now)") == 1
    }
}
