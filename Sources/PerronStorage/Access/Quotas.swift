import PerronDomain

/// Counts of events under a keyed digest: of a typed number, known or not, of a network, of a file.
package struct Quotas {
    private let tx: any Transaction

    package init(_ tx: any Transaction) {
        self.tx = tx
    }

    package enum Kind: String, Sendable, CaseIterable {
        case request
        case requestFromNetwork
        case failedSignIn
        case failedSignInFromNetwork
        case failedSignInInBrowser
        case slowLaneFromNetwork
        case email
        /// The code that proves an address.
        case emailConfirmation
        case letter

        /// Not a parameter: SQLite works a statement out anew for each value of one that an index with a condition speaks of.
        fileprivate var literal: SQL { SQL(stringLiteral: "'\(rawValue)'") }
    }

    /// Whoever else counts under this digest, and holds it first, waits until this transaction ends: a rule's limit holds for those who come at the
    /// same moment too.
    package func hold(subject: [UInt8], dialect: Dialect) throws {
        if let hold = dialect.hold(subject) { try tx.execute(hold) }
    }

    package func count(_ kind: Kind, subject: [UInt8], at now: Instant, random: any RandomSource) throws {
        let id = Identifier<Quotas>(now: now, random: random)
        try tx.execute("INSERT INTO quota_event (id, kind, subject, at) VALUES (\(id), \(kind.rawValue), \(subject), \(now))")
    }

    /// More events than this are nobody's rule; what needs more only counts them, by `number`.
    package static let mostInstants = 200

    /// Instants of the events since `since`, newest first; at most `mostInstants`.
    package func instants(_ kind: Kind, subject: [UInt8], since: Instant) throws -> [Instant] {
        try tx.query(
            """
            SELECT at FROM quota_event WHERE kind = \(kind.literal) AND subject = \(subject) AND at > \(since)
            ORDER BY at DESC LIMIT \(Quotas.mostInstants)
            """
        ).map { try $0.instant("at") }
    }

    /// The newest event since `since`; nil where there is none.
    package func latest(_ kind: Kind, subject: [UInt8], since: Instant) throws -> Instant? {
        try tx.first(
            """
            SELECT at FROM quota_event WHERE kind = \(kind.literal) AND subject = \(subject) AND at > \(since)
            ORDER BY at DESC LIMIT 1
            """
        )?.instant("at")
    }

    /// How many events there were since `since`; counted up to `most`.
    package func number(_ kind: Kind, subject: [UInt8], since: Instant, most: Int) throws -> Int {
        try tx.first(
            """
            SELECT COUNT(*) AS count FROM
              (SELECT id FROM quota_event
               WHERE kind = \(kind.literal) AND subject = \(subject) AND at > \(since) LIMIT \(most)) AS counted
            """
        )?.count("count") ?? 0
    }

    /// How many events lie from `start` until before `end`; counted up to `most`.
    package func number(_ kind: Kind, subject: [UInt8], from start: Instant, until end: Instant, most: Int) throws -> Int {
        try tx.first(
            """
            SELECT COUNT(*) AS count FROM
              (SELECT id FROM quota_event
               WHERE kind = \(kind.literal) AND subject = \(subject) AND at >= \(start) AND at < \(end) LIMIT \(most)) AS counted
            """
        )?.count("count") ?? 0
    }

    /// Takes back what a success in a recognised browser clears: a member's own mistypings.
    package func forget(_ kind: Kind, subject: [UInt8]) throws {
        try tx.execute("DELETE FROM quota_event WHERE kind = \(kind.literal) AND subject = \(subject)")
    }

    /// Deletes up to `limit` events older than `before`; how many went.
    package func prune(before: Instant, limit: Int) throws -> Int {
        try tx.execute(
            "DELETE FROM quota_event WHERE id IN (SELECT id FROM quota_event WHERE at < \(before) ORDER BY at LIMIT \(limit))")
    }
}
