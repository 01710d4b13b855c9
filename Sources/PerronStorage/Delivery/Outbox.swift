import PerronDomain

/// An order to the worker: this request, by this channel.
package struct DispatchOrder: Sendable, Equatable {
    package enum State: String, Sendable, CaseIterable {
        case pending
        /// Between the commit of a new code and the proof that it left.
        case handingOver
        case settled
        /// A crash left open whether it left; a person decides.
        case unsure
    }

    package let id: Identifier<DispatchOrder>
    package let requestID: Identifier<AccessRequest>
    package let channel: AccessChannel
    package let state: State
    package let attempts: Int
    package let createdAt: Instant

    init(row: Row) throws {
        id = try row.id("id")
        requestID = try row.id("request_id")
        channel = try row.choice("channel")
        state = try row.choice("state")
        attempts = try row.count("attempts")
        createdAt = try row.instant("created_at")
    }
}

/// The only way out: an order is enqueued in the transaction that decided it.
package struct Outbox {
    private let tx: any Transaction

    package init(_ tx: any Transaction) {
        self.tx = tx
    }

    package func enqueue(_ id: Identifier<DispatchOrder>, request: Identifier<AccessRequest>, channel: AccessChannel, now: Instant) throws {
        try tx.execute(
            """
            INSERT INTO dispatch (id, request_id, channel, state, due_at, created_at)
            VALUES (\(id), \(request), \(channel), 'pending', \(now), \(now))
            """)
    }

    /// Takes the oldest due order that nobody holds, until `until`; nil when there is none. One attempt more is counted.
    package func lease(now: Instant, until: Instant, dialect: Dialect) throws -> DispatchOrder? {
        let oldest = try tx.first(
            """
            SELECT id FROM dispatch
            WHERE state IN ('pending', 'handingOver') AND due_at <= \(now) AND (leased_until IS NULL OR leased_until < \(now))
            ORDER BY due_at, id LIMIT 1\(dialect.skipLocked)
            """)
        guard let id: Identifier<DispatchOrder> = try oldest?.id("id") else { return nil }
        return try tx.first(
            """
            UPDATE dispatch SET leased_until = \(until), attempts = attempts + 1 WHERE id = \(id)
            RETURNING \(Self.columns)
            """
        ).map(DispatchOrder.init)
    }

    /// Records that the code is stored and its message about to leave.
    package func markHandingOver(_ id: Identifier<DispatchOrder>) throws {
        try tx.execute("UPDATE dispatch SET state = 'handingOver' WHERE id = \(id) AND state IN ('pending', 'handingOver')")
    }

    /// - Parameter outcome: a word of ours, such as `email` or a reason's name.
    package func settle(_ id: Identifier<DispatchOrder>, outcome: String, now: Instant) throws {
        try tx.execute(
            """
            UPDATE dispatch SET state = 'settled', outcome = \(outcome), settled_at = \(now), leased_until = NULL WHERE id = \(id)
            """)
    }

    /// Leaves an order to a person: it may have left, again and again, and nobody can tell.
    package func leaveUnsure(_ id: Identifier<DispatchOrder>, now: Instant) throws {
        try tx.execute(
            """
            UPDATE dispatch SET state = 'unsure', outcome = 'unsure', settled_at = \(now), leased_until = NULL
            WHERE id = \(id) AND state <> 'settled'
            """)
    }

    package func find(_ id: Identifier<DispatchOrder>) throws -> DispatchOrder? {
        try tx.first("SELECT \(Self.columns) FROM dispatch WHERE id = \(id)").map(DispatchOrder.init)
    }

    /// Tries again at `due` what may have left already: the order stays `handingOver`, so that its code is not voided.
    package func postponeInDoubt(_ id: Identifier<DispatchOrder>, until due: Instant) throws {
        try tx.execute("UPDATE dispatch SET due_at = \(due), leased_until = NULL WHERE id = \(id) AND state <> 'settled'")
    }

    /// Gives the order back, to be tried again at `due`: nothing of it left.
    package func postpone(_ id: Identifier<DispatchOrder>, until due: Instant) throws {
        try tx.execute(
            "UPDATE dispatch SET state = 'pending', due_at = \(due), leased_until = NULL WHERE id = \(id) AND state <> 'settled'")
    }

    /// When the next unsettled order falls due; nil when nothing waits.
    package func nextDue() throws -> Instant? {
        try tx.first("SELECT MIN(due_at) AS due FROM dispatch WHERE state IN ('pending', 'handingOver')")?.optionalInstant("due")
    }

    /// How many orders wait.
    package func backlog() throws -> Int {
        try tx.first("SELECT COUNT(*) AS count FROM dispatch WHERE state IN ('pending', 'handingOver')")?.count("count") ?? 0
    }

    private static let columns: SQL = "id, request_id, channel, state, attempts, created_at"
}
