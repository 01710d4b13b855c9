import PerronDomain

/// Robot proofs that have been spent; the unique key lets each one be spent once.
package struct RobotClaims {
    private let tx: any Transaction

    package init(_ tx: any Transaction) {
        self.tx = tx
    }

    /// False if this proof was spent before.
    package func claim(_ id: [UInt8], expiresAt: Instant) throws -> Bool {
        try tx.execute("INSERT INTO robot_claim (id, expires_at) VALUES (\(id), \(expiresAt)) ON CONFLICT (id) DO NOTHING") == 1
    }

    /// Takes a claim back: what the proof was spent for could not be done.
    package func release(_ id: [UInt8]) throws {
        try tx.execute("DELETE FROM robot_claim WHERE id = \(id)")
    }

    package func isSpent(_ id: [UInt8]) throws -> Bool {
        try tx.first("SELECT 1 AS found FROM robot_claim WHERE id = \(id)") != nil
    }

    /// Deletes up to `limit` claims that ran out before `before`; how many went.
    package func prune(before: Instant, limit: Int) throws -> Int {
        try tx.execute(
            """
            DELETE FROM robot_claim WHERE id IN
              (SELECT id FROM robot_claim WHERE expires_at < \(before) ORDER BY expires_at LIMIT \(limit))
            """)
    }
}
