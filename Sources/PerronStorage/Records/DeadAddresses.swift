import PerronDomain

/// E-mail addresses of which a mail server said for good that they don't exist: nothing is sent there, whoever's file they stand in.
package struct DeadAddresses {
    private let tx: any Transaction

    package init(_ tx: any Transaction) {
        self.tx = tx
    }

    package func insert(_ email: EmailAddress, status: MailStatus, now: Instant) throws {
        try tx.execute(
            """
            INSERT INTO dead_address (address, status, since) VALUES (\(email.folded), \(status.description), \(now))
            ON CONFLICT (address) DO NOTHING
            """)
    }

    package func holds(_ email: EmailAddress) throws -> Bool {
        try tx.first("SELECT address FROM dead_address WHERE address = \(email.folded)") != nil
    }

    /// It has shown that it lives; false if it was not among them.
    @discardableResult
    package func revive(_ email: EmailAddress) throws -> Bool {
        try tx.execute("DELETE FROM dead_address WHERE address = \(email.folded)") == 1
    }

    /// Forgets up to `limit` noted before `before`; how many went. One that still stands in a file is tried again then.
    package func prune(before: Instant, limit: Int) throws -> Int {
        try tx.execute(
            """
            DELETE FROM dead_address WHERE address IN
              (SELECT address FROM dead_address WHERE since < \(before) ORDER BY since LIMIT \(limit))
            """)
    }
}
