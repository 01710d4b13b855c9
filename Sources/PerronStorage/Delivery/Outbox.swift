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
    /// A person let it leave past the day's letter budget.
    package let isReleased: Bool

    init(row: Row) throws {
        id = try row.id("id")
        requestID = try row.id("request_id")
        channel = try row.choice("channel")
        state = try row.choice("state")
        attempts = try row.count("attempts")
        createdAt = try row.instant("created_at")
        isReleased = try row.optionalInstant("released_at") != nil
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

    /// Whether this lease is the order's last and nothing has ended it; true keeps it so until the transaction ends. The number of the
    /// attempt is the fence: a worker that was away for longer than its lease changes nothing any more.
    package func isHeld(_ lease: DispatchOrder) throws -> Bool {
        try tx.execute(
            """
            UPDATE dispatch SET attempts = attempts
            WHERE id = \(lease.id) AND attempts = \(lease.attempts) AND \(Self.unsettled)
            """) == 1
    }

    /// Records that the code is stored and its message about to leave. Like all that follow: false, and nothing done, if the lease is lost.
    @discardableResult
    package func markHandingOver(_ lease: DispatchOrder) throws -> Bool {
        try tx.execute(
            """
            UPDATE dispatch SET state = 'handingOver'
            WHERE id = \(lease.id) AND attempts = \(lease.attempts) AND \(Self.unsettled)
            """) == 1
    }

    /// - Parameter outcome: a word of ours, such as `email` or a reason's name.
    @discardableResult
    package func settle(_ lease: DispatchOrder, outcome: String, now: Instant) throws -> Bool {
        try tx.execute(
            """
            UPDATE dispatch SET state = 'settled', outcome = \(outcome), settled_at = \(now), leased_until = NULL
            WHERE id = \(lease.id) AND attempts = \(lease.attempts) AND \(Self.unsettled)
            """) == 1
    }

    /// Leaves an order to a person: it may have left, again and again, and nobody can tell.
    @discardableResult
    package func leaveUnsure(_ lease: DispatchOrder, now: Instant) throws -> Bool {
        try tx.execute(
            """
            UPDATE dispatch SET state = 'unsure', outcome = 'unsure', settled_at = \(now), leased_until = NULL
            WHERE id = \(lease.id) AND attempts = \(lease.attempts) AND \(Self.unsettled)
            """) == 1
    }

    package func find(_ id: Identifier<DispatchOrder>) throws -> DispatchOrder? {
        try tx.first("SELECT \(Self.columns) FROM dispatch WHERE id = \(id)").map(DispatchOrder.init)
    }

    /// Tries again at `due` what may have left already: the order stays `handingOver`, so that its code is not voided.
    @discardableResult
    package func postponeInDoubt(_ lease: DispatchOrder, until due: Instant) throws -> Bool {
        try tx.execute(
            """
            UPDATE dispatch SET due_at = \(due), leased_until = NULL
            WHERE id = \(lease.id) AND attempts = \(lease.attempts) AND \(Self.unsettled)
            """) == 1
    }

    /// Gives the order back, to be tried again at `due`: nothing of it left.
    @discardableResult
    package func postpone(_ lease: DispatchOrder, until due: Instant) throws -> Bool {
        try tx.execute(
            """
            UPDATE dispatch SET state = 'pending', due_at = \(due), leased_until = NULL
            WHERE id = \(lease.id) AND attempts = \(lease.attempts) AND \(Self.unsettled)
            """) == 1
    }

    /// Puts a letter off until `due` for want of budget, where a person may see, release or drop it.
    @discardableResult
    package func hold(_ lease: DispatchOrder, until due: Instant, now: Instant) throws -> Bool {
        try tx.execute(
            """
            UPDATE dispatch SET state = 'pending', due_at = \(due), held_at = COALESCE(held_at, \(now)), leased_until = NULL
            WHERE id = \(lease.id) AND attempts = \(lease.attempts) AND \(Self.unsettled)
            """) == 1
    }

    /// When the next unsettled order falls due; nil when nothing waits.
    package func nextDue() throws -> Instant? {
        try tx.first("SELECT MIN(due_at) AS due FROM dispatch WHERE state IN ('pending', 'handingOver')")?.optionalInstant("due")
    }

    /// How many orders wait.
    package func backlog() throws -> Int {
        try tx.first("SELECT COUNT(*) AS count FROM dispatch WHERE state IN ('pending', 'handingOver')")?.count("count") ?? 0
    }

    private static let unsettled: SQL = "state IN ('pending', 'handingOver')"

    private static let columns: SQL = "id, request_id, channel, state, attempts, created_at, released_at"
}
