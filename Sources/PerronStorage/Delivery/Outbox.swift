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
    /// How many tries may have left, for all that anybody knows.
    package let doubts: Int
    /// It waits, or waited, for another day's letter budget.
    package let isHeldBack: Bool
    /// A person let it leave past the day's letter budget.
    package let isReleased: Bool
    /// The letter whose page was spoiled, where this one takes its place; nobody asked for it.
    package let reprints: Identifier<Letter>?

    init(row: Row) throws {
        id = try row.id("id")
        requestID = try row.id("request_id")
        channel = try row.choice("channel")
        state = try row.choice("state")
        attempts = try row.count("attempts")
        createdAt = try row.instant("created_at")
        doubts = try row.count("doubts")
        isHeldBack = try row.optionalInstant("held_at") != nil
        isReleased = try row.optionalInstant("released_at") != nil
        reprints = try row.optionalID("reprints")
    }
}

/// The only way out: an order is enqueued in the transaction that decided it.
package struct Outbox {
    private let tx: any Transaction

    package init(_ tx: any Transaction) {
        self.tx = tx
    }

    /// - Parameter turn: a `DispatchTurn`.
    package func enqueue(
        _ id: Identifier<DispatchOrder>, request: Identifier<AccessRequest>, channel: AccessChannel, turn: Int = 0, now: Instant
    ) throws {
        try tx.execute(
            """
            INSERT INTO dispatch (id, request_id, channel, state, turn, due_at, created_at)
            VALUES (\(id), \(request), \(channel), 'pending', \(turn), \(now), \(now))
            """)
    }

    /// A letter in place of one whose page was spoiled.
    /// - Throws: `DatabaseError.duplicate` for a second one in the same place.
    package func enqueue(
        _ id: Identifier<DispatchOrder>, request: Identifier<AccessRequest>, reprinting letter: Identifier<Letter>, now: Instant
    ) throws {
        try tx.execute(
            """
            INSERT INTO dispatch (id, request_id, channel, state, turn, due_at, created_at, reprints)
            VALUES (\(id), \(request), 'letter', 'pending', 0, \(now), \(now), \(letter))
            """)
    }

    /// Takes due orders of a lane that nobody holds, until `until`: of the earliest turns, there the oldest. One attempt more is counted,
    /// and a doubt more where the last one's worker died while its message may have left.
    package func lease(
        _ lane: DispatchLane, atMost count: Int = 1, now: Instant, until: Instant, dialect: Dialect
    ) throws -> [DispatchOrder] {
        var orders: [DispatchOrder] = []
        for turn in 0...DispatchTurn.last where orders.count < count {
            // Turn by turn: within one, the index leads straight to what is due.
            let oldest = try tx.query(
                """
                SELECT id FROM dispatch
                WHERE state IN ('pending', 'handingOver') AND \(lane.condition)
                  AND turn = \(turn) AND due_at <= \(now)
                  AND (leased_until IS NULL OR leased_until < \(now) OR leased_until > \(now.adding(Leases.longestTerm)))
                ORDER BY due_at, id LIMIT \(count - orders.count)\(dialect.skipLocked)
                """)
            for row in oldest {
                if let order = try take(row.id("id"), until: until) { orders.append(order) }
            }
        }
        return orders
    }

    private func take(_ id: Identifier<DispatchOrder>, until: Instant) throws -> DispatchOrder? {
        try tx.first(
            """
            UPDATE dispatch SET leased_until = \(until), attempts = attempts + 1,
              doubts = doubts + CASE WHEN state = 'handingOver' AND leased_until IS NOT NULL THEN 1 ELSE 0 END
            WHERE id = \(id)
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
    /// - Parameter trace: of its message, to know it again if it comes back.
    @discardableResult
    package func markHandingOver(_ lease: DispatchOrder, trace: EmailTrace) throws -> Bool {
        try tx.execute(
            """
            UPDATE dispatch SET state = 'handingOver', return_token = \(trace.token.bytes), sent_to = \(trace.sentTo)
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

    /// Settles an order whose message surely left, whichever try it was that left: a worker that was away for longer than its lease
    /// still knows that much.
    @discardableResult
    package func settleDelivered(_ id: Identifier<DispatchOrder>, now: Instant) throws -> Bool {
        try tx.execute(
            """
            UPDATE dispatch SET state = 'settled', outcome = 'email', settled_at = \(now), leased_until = NULL
            WHERE id = \(id) AND \(Self.unsettled)
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
    /// - Parameter isNewDoubt: of this very try nobody knows whether it left.
    @discardableResult
    package func postponeInDoubt(_ lease: DispatchOrder, isNewDoubt: Bool, until due: Instant) throws -> Bool {
        try tx.execute(
            """
            UPDATE dispatch SET due_at = \(due), leased_until = NULL, doubts = doubts + \(isNewDoubt ? 1 : 0)
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

    /// Gives the order back as it was before this try: an earlier one may have left.
    @discardableResult
    package func giveBack(_ lease: DispatchOrder, until due: Instant) throws -> Bool {
        lease.state == .handingOver ? try postponeInDoubt(lease, isNewDoubt: false, until: due) : try postpone(lease, until: due)
    }

    /// Puts a letter off until `due` for want of budget, where a person may see, release or drop it.
    @discardableResult
    package func hold(_ lease: DispatchOrder, by bound: LetterBound, until due: Instant, now: Instant) throws -> Bool {
        try tx.execute(
            """
            UPDATE dispatch SET state = 'pending', due_at = \(due), held_at = COALESCE(held_at, \(now)),
              held_by = \(bound.rawValue), leased_until = NULL
            WHERE id = \(lease.id) AND attempts = \(lease.attempts) AND \(Self.unsettled)
            """) == 1
    }

    /// When the next unsettled order falls due; nil when nothing waits.
    package func nextDue() throws -> Instant? {
        try tx.first("SELECT MIN(due_at) AS due FROM dispatch WHERE state IN ('pending', 'handingOver')")?.optionalInstant("due")
    }

    /// Whether a letter was ever ordered for a request.
    package func hasLetter(_ request: Identifier<AccessRequest>) throws -> Bool {
        try tx.first("SELECT id FROM dispatch WHERE request_id = \(request) AND channel = 'letter' LIMIT 1") != nil
    }

    /// How many orders wait.
    package func backlog() throws -> Int {
        try tx.first("SELECT COUNT(*) AS count FROM dispatch WHERE state IN ('pending', 'handingOver')")?.count("count") ?? 0
    }

    private static let unsettled: SQL = "state IN ('pending', 'handingOver')"

    private static let columns: SQL = "id, request_id, channel, state, attempts, created_at, doubts, held_at, released_at, reprints"
}
