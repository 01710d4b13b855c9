import PerronDomain

/// Letters of one network that wait for the budget of another day, or month.
package struct HeldSource: Sendable, Equatable {
    /// The network's keyed digest: the same network, the same source; which one it is stands nowhere.
    package let network: [UInt8]
    package let letters: Int
    /// How many of them were asked for without JavaScript.
    package let slowLane: Int
    /// How many of them wait for another month, and how many for a share of the day; the others for another day.
    package let heldByMonth: Int
    package let heldByShare: Int
    package let since: Instant

    init(row: Row) throws {
        network = try row.blob("network")
        letters = try row.count("letters")
        slowLane = try row.count("slow")
        heldByMonth = try row.count("by_month")
        heldByShare = try row.count("by_share")
        since = try row.instant("since")
    }
}

/// Orders for letters that a budget holds back. Those that a worker has in hand at this moment are left to it.
package struct HeldLetters {
    private let tx: any Transaction

    package init(_ tx: any Transaction) {
        self.tx = tx
    }

    /// The networks with the most first.
    package func sources(limit: Int) throws -> [HeldSource] {
        try tx.query(
            """
            SELECT request.network AS network, COUNT(*) AS letters, CAST(SUM(request.slow_lane) AS BIGINT) AS slow,
                   COUNT(CASE WHEN dispatch.held_by = 'month' THEN 1 END) AS by_month,
                   COUNT(CASE WHEN dispatch.held_by IN ('busyNetworks', 'network', 'slowLane') THEN 1 END) AS by_share,
                   MIN(dispatch.held_at) AS since
            FROM dispatch JOIN access_request AS request ON request.id = dispatch.request_id
            WHERE \(Self.held)
            GROUP BY request.network ORDER BY letters DESC, since LIMIT \(limit)
            """
        ).map(HeldSource.init)
    }

    /// The oldest held orders of a network: the order and its request.
    package func oldest(
        of network: [UInt8], now: Instant, limit: Int
    ) throws -> [(order: Identifier<DispatchOrder>, request: Identifier<AccessRequest>)] {
        try tx.query(
            """
            SELECT dispatch.id AS id, request.id AS request
            FROM dispatch JOIN access_request AS request ON request.id = dispatch.request_id
            WHERE \(Self.held) AND (dispatch.leased_until IS NULL OR dispatch.leased_until < \(now))
              AND request.network = \(network)
            ORDER BY dispatch.held_at, dispatch.id LIMIT \(limit)
            """
        ).map { (try $0.id("id"), try $0.id("request")) }
    }

    /// Lets an order leave at once, whatever the budget; false if it was no longer held.
    package func release(_ id: Identifier<DispatchOrder>, now: Instant) throws -> Bool {
        try tx.execute(
            """
            UPDATE dispatch SET held_at = NULL, held_by = NULL, released_at = \(now), turn = 0, due_at = \(now)
            WHERE id = \(id) AND \(Self.held) AND (leased_until IS NULL OR leased_until < \(now))
            """) == 1
    }

    /// Ends an order without a letter; false if it was no longer held.
    package func drop(_ id: Identifier<DispatchOrder>, now: Instant) throws -> Bool {
        try tx.execute(
            """
            UPDATE dispatch SET state = 'settled', outcome = 'dropped', settled_at = \(now), held_at = NULL
            WHERE id = \(id) AND \(Self.held) AND (leased_until IS NULL OR leased_until < \(now))
            """) == 1
    }

    private static let held: SQL = "dispatch.held_at IS NOT NULL AND dispatch.state = 'pending'"
}
