import PerronDomain

/// A sign-in that succeeded; the personal space shows the last ones.
package struct SignInEvent: Sendable, Equatable {
    package enum Means: String, Sendable, CaseIterable {
        case password
        case provisional
    }

    package let at: Instant
    package let means: Means

    init(row: Row) throws {
        at = try row.instant("at")
        means = try row.choice("means")
    }
}

package struct SignIns {
    private let tx: any Transaction

    package init(_ tx: any Transaction) {
        self.tx = tx
    }

    package func insert(_ record: Identifier<PensionRecord>, means: SignInEvent.Means, now: Instant, random: any RandomSource) throws {
        let id = Identifier<SignInEvent>(now: now, random: random)
        try tx.execute("INSERT INTO sign_in (id, record_id, at, means) VALUES (\(id), \(record), \(now), \(means.rawValue))")
    }

    /// Deletes up to `limit` older than `before`; how many went.
    package func prune(before: Instant, limit: Int) throws -> Int {
        try tx.execute("DELETE FROM sign_in WHERE id IN (SELECT id FROM sign_in WHERE at < \(before) ORDER BY at LIMIT \(limit))")
    }

    package func latest(of record: Identifier<PensionRecord>, limit: Int) throws -> [SignInEvent] {
        try tx.query("SELECT at, means FROM sign_in WHERE record_id = \(record) ORDER BY at DESC LIMIT \(limit)").map(SignInEvent.init)
    }
}
