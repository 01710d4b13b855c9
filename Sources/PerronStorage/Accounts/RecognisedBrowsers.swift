import PerronDomain

/// Browsers in which a member has signed in before (OWASP, "Slow Down Online Guessing Attacks with Device Cookies"). One browser may be
/// known for several files: two spouses, one computer.
package struct RecognisedBrowsers {
    private let tx: any Transaction

    package init(_ tx: any Transaction) {
        self.tx = tx
    }

    package func insert(
        _ id: Identifier<RecognisedBrowsers>, tokenDigest: [UInt8], record: Identifier<PensionRecord>, expiresAt: Instant, now: Instant
    ) throws {
        try tx.execute(
            """
            INSERT INTO recognised_browser (id, token_digest, record_id, since, expires_at)
            VALUES (\(id), \(tokenDigest), \(record), \(now), \(expiresAt))
            """)
    }

    /// This browser as one that `record`'s holder has used; nil for a stranger.
    package func find(
        tokenDigest: [UInt8], record: Identifier<PensionRecord>, now: Instant
    ) throws -> Identifier<RecognisedBrowsers>? {
        try tx.first(
            """
            SELECT id FROM recognised_browser
            WHERE token_digest = \(tokenDigest) AND record_id = \(record) AND ended_at IS NULL AND expires_at > \(now)
            """
        )?.id("id")
    }

    /// A browser's cookie is replaced: it stays known for every file that it was known for.
    package func renew(_ tokenDigest: [UInt8], as newDigest: [UInt8], now: Instant) throws {
        try tx.execute(
            """
            UPDATE recognised_browser SET token_digest = \(newDigest)
            WHERE token_digest = \(tokenDigest) AND ended_at IS NULL AND expires_at > \(now)
            """)
    }

    /// Lengthens the time in which a browser is known for a file; false where it is not.
    package func extend(tokenDigest: [UInt8], record: Identifier<PensionRecord>, to expiresAt: Instant) throws -> Bool {
        try tx.execute(
            """
            UPDATE recognised_browser SET expires_at = \(expiresAt)
            WHERE token_digest = \(tokenDigest) AND record_id = \(record) AND ended_at IS NULL
            """) == 1
    }

    package func endAll(of record: Identifier<PensionRecord>, now: Instant) throws {
        try tx.execute("UPDATE recognised_browser SET ended_at = \(now) WHERE record_id = \(record) AND ended_at IS NULL")
    }

    /// Deletes up to `limit` that are known no more; how many went.
    package func prune(now: Instant, limit: Int) throws -> Int {
        try tx.execute(
            """
            DELETE FROM recognised_browser WHERE id IN
              (SELECT id FROM recognised_browser WHERE expires_at < \(now) OR ended_at < \(now) LIMIT \(limit))
            """)
    }
}
