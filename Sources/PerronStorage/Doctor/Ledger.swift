import PerronDomain

/// How much there is of everything, and since when what waits has waited.
package struct Ledger {
    package enum Table: String, Sendable, CaseIterable {
        case requests
        case orders
        case letters
        case batches
    }

    private let tx: any Transaction

    package init(_ tx: any Transaction) {
        self.tx = tx
    }

    /// Rows by their state, in the order of the states' names.
    package func counts(of table: Table) throws -> [(state: String, count: Int)] {
        let name: SQL =
            switch table {
            case .requests: "access_request"
            case .orders: "dispatch"
            case .letters: "letter"
            case .batches: "letter_batch"
            }
        return try tx.query("SELECT state, COUNT(*) AS count FROM \(name) GROUP BY state ORDER BY state")
            .map { (try $0.text("state"), try $0.count("count")) }
    }

    package func files() throws -> Int {
        try tx.first("SELECT COUNT(*) AS count FROM pension_record")?.count("count") ?? 0
    }

    package func accounts() throws -> Int {
        try tx.first("SELECT COUNT(*) AS count FROM account")?.count("count") ?? 0
    }

    /// Orders and notices that fell due before `before` and that nobody has in hand, and since when the oldest waits.
    package func overdue(before: Instant) throws -> (count: Int, since: Instant?) {
        try Self.waiting(
            tx.first(
                """
                SELECT COUNT(*) AS count, MIN(due_at) AS since FROM
                  (SELECT due_at FROM dispatch WHERE state IN ('pending', 'handingOver') AND due_at < \(before)
                     AND (leased_until IS NULL OR leased_until < \(before))
                   UNION ALL SELECT due_at FROM notice WHERE state = 'pending' AND due_at < \(before)
                     AND (leased_until IS NULL OR leased_until < \(before))) AS overdue
                """))
    }

    /// Orders that are not held for want of budget, and yet are put off until after `after`.
    package func putOff(until after: Instant) throws -> (count: Int, since: Instant?) {
        try Self.waiting(
            tx.first(
                """
                SELECT COUNT(*) AS count, MIN(due_at) AS since FROM dispatch
                WHERE state IN ('pending', 'handingOver') AND held_at IS NULL AND due_at > \(after)
                """))
    }

    /// Leases that end after `latest`, which none does that was taken by this clock.
    package func endlessLeases(after latest: Instant) throws -> (count: Int, since: Instant?) {
        try Self.waiting(
            tx.first(
                """
                SELECT COUNT(*) AS count, MIN(until) AS since FROM
                  (SELECT until FROM lease WHERE until > \(latest)
                   UNION ALL SELECT leased_until AS until FROM dispatch
                     WHERE state IN ('pending', 'handingOver') AND leased_until > \(latest)
                   UNION ALL SELECT leased_until AS until FROM notice WHERE state = 'pending' AND leased_until > \(latest)) AS held
                """))
    }

    /// Events that no sealer has numbered, written before `before`.
    package func unsealed(before: Instant) throws -> (count: Int, since: Instant?) {
        try Self.waiting(
            tx.first("SELECT COUNT(*) AS count, MIN(at) AS since FROM audit_event WHERE seal_number IS NULL AND at < \(before)"))
    }

    /// When the newest event was written, by the clock of then: ids begin with their time.
    package func newestEvent() throws -> Instant? {
        try tx.first("SELECT at FROM audit_event ORDER BY id DESC LIMIT 1")?.instant("at")
    }

    /// The ids of the keys under which something stored is still to be read.
    package func keysInUse(now: Instant) throws -> [String] {
        try tx.query(
            """
            SELECT DISTINCT key_id AS id FROM provisional_password
              WHERE used_at IS NULL AND voided_at IS NULL AND expires_at > \(now)
            UNION SELECT DISTINCT spool_key AS id FROM letter WHERE spool_key IS NOT NULL
            UNION SELECT DISTINCT code_key AS id FROM contact_point WHERE code_key IS NOT NULL AND code_expires_at > \(now)
            ORDER BY id
            """
        ).map { try $0.text("id") }
    }

    private static func waiting(_ row: Row?) throws -> (count: Int, since: Instant?) {
        (try row?.count("count") ?? 0, try row?.optionalInstant("since"))
    }
}
