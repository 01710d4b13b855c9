import PerronDomain

/// How many sign-ins failed and succeeded, by windows of time: counts alone, from rows that a sign-in writes anyway.
package struct SignInWindows {
    private let tx: any Transaction

    package init(_ tx: any Transaction) {
        self.tx = tx
    }

    /// Counts what happened from `start` until before `end`; failures are kept as long as quotas, 40 days.
    package func count(from start: Instant, until end: Instant) throws -> SignInAlarm.Tally {
        // The kind as the index has it, for which it can't be a parameter.
        let failures = try tx.first(
            """
            SELECT COUNT(*) AS count FROM quota_event
            WHERE kind = 'failedSignInFromNetwork' AND at >= \(start) AND at < \(end)
            """
        )?.count("count")
        let successes = try tx.first("SELECT COUNT(*) AS count FROM sign_in WHERE at >= \(start) AND at < \(end)")?.count("count")
        return SignInAlarm.Tally(tries: (failures ?? 0) + (successes ?? 0), failures: failures ?? 0)
    }

    /// When the newest kept window began.
    package func newest() throws -> Instant? {
        try tx.first("SELECT MAX(starts_at) AS newest FROM sign_in_window")?.optionalInstant("newest")
    }

    /// Nothing where it is kept already.
    package func keep(_ tally: SignInAlarm.Tally, startingAt start: Instant) throws {
        try tx.execute(
            """
            INSERT INTO sign_in_window (starts_at, tries, failures) VALUES (\(start), \(tally.tries), \(tally.failures))
            ON CONFLICT DO NOTHING
            """)
    }

    /// Those that began since `since`, oldest first, but for those in which nobody came; at most the 4,032 of 28 days.
    package func kept(since: Instant) throws -> [(start: Instant, tally: SignInAlarm.Tally)] {
        try tx.query(
            """
            SELECT starts_at, tries, failures FROM sign_in_window WHERE starts_at >= \(since) AND tries > 0
            ORDER BY starts_at DESC LIMIT 4032
            """
        ).reversed().map { row in
            (try row.instant("starts_at"), SignInAlarm.Tally(tries: try row.count("tries"), failures: try row.count("failures")))
        }
    }

    /// Deletes up to `limit` that began before `before`; how many went.
    package func prune(before: Instant, limit: Int) throws -> Int {
        try tx.execute(
            """
            DELETE FROM sign_in_window WHERE starts_at IN
              (SELECT starts_at FROM sign_in_window WHERE starts_at < \(before) ORDER BY starts_at LIMIT \(limit))
            """)
    }
}
