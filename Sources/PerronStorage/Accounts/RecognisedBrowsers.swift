import PerronDomain

/// Browsers in which a member has signed in before (OWASP, "Slow Down Online Guessing Attacks with Device Cookies").
package struct RecognisedBrowsers {
    private let tx: any Transaction

    package init(_ tx: any Transaction) {
        self.tx = tx
    }

    package func insert(tokenDigest: [UInt8], record: Identifier<PensionRecord>, expiresAt: Instant, now: Instant, random: any RandomSource)
        throws
    {
        let id = Identifier<RecognisedBrowsers>(now: now, random: random)
        try tx.execute(
            """
            INSERT INTO recognised_browser (id, token_digest, record_id, since, expires_at)
            VALUES (\(id), \(tokenDigest), \(record), \(now), \(expiresAt))
            """)
    }

    /// Whether this browser is one that `record`'s holder has used.
    package func isRecognised(tokenDigest: [UInt8], record: Identifier<PensionRecord>, now: Instant) throws -> Bool {
        try tx.first(
            """
            SELECT 1 AS found FROM recognised_browser
            WHERE token_digest = \(tokenDigest) AND record_id = \(record) AND ended_at IS NULL AND expires_at > \(now)
            """) != nil
    }

    package func endAll(of record: Identifier<PensionRecord>, now: Instant) throws {
        try tx.execute("UPDATE recognised_browser SET ended_at = \(now) WHERE record_id = \(record) AND ended_at IS NULL")
    }
}
