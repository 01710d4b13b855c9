import PerronDomain

/// Someone's wish for a provisional password, for a number that may be nobody's.
package struct AccessRequest: Sendable, Equatable {
    package let id: Identifier<AccessRequest>
    package let number: FileNumber
    package let role: Role
    package let language: Language
    package let state: AccessRequestState
    package let channel: AccessChannel?
    /// Came through the lane without JavaScript.
    package let isSlowLane: Bool
    /// Keyed digest of the visitor's network.
    package let network: [UInt8]
    /// Canonical text of the follow-up number, from the confirmation on.
    package let followUp: String?
    package let startedAt: Instant
    package let confirmedAt: Instant?
    /// Keyed digest of the offer that it renews an expired code by; nil for a request made from the form.
    package let renewal: [UInt8]?

    package init(
        id: Identifier<AccessRequest>, number: FileNumber, role: Role, language: Language, isSlowLane: Bool, network: [UInt8],
        startedAt: Instant, renewal: [UInt8]? = nil
    ) {
        self.id = id
        self.number = number
        self.role = role
        self.language = language
        self.isSlowLane = isSlowLane
        self.network = network
        self.startedAt = startedAt
        self.renewal = renewal
        state = .started
        channel = nil
        followUp = nil
        confirmedAt = nil
    }

    init(row: Row) throws {
        id = try row.id("id")
        number = try row.number("number")
        role = try row.choice("role")
        language = try row.choice("language")
        state = try row.choice("state")
        channel = try row.optionalChoice("channel")
        isSlowLane = try row.integer("slow_lane") != 0
        network = try row.blob("network")
        followUp = try row.optionalText("follow_up")
        startedAt = try row.instant("started_at")
        confirmedAt = try row.optionalInstant("confirmed_at")
        renewal = try row.optionalBlob("renewal")
    }
}

package struct AccessRequests {
    private let tx: any Transaction

    package init(_ tx: any Transaction) {
        self.tx = tx
    }

    package func insert(_ request: AccessRequest) throws {
        try tx.execute(
            """
            INSERT INTO access_request (id, number, role, language, state, slow_lane, network, started_at, renewal)
            VALUES (\(request.id), \(request.number), \(request.role), \(request.language), \(request.state),
                    \(request.isSlowLane ? 1 : 0), \(request.network), \(request.startedAt), \(request.renewal))
            """)
    }

    package func find(_ id: Identifier<AccessRequest>) throws -> AccessRequest? {
        try tx.first("SELECT \(Self.columns) FROM access_request WHERE id = \(id)").map(AccessRequest.init)
    }

    /// The same, and whoever else wants to change it waits until this transaction ends.
    package func hold(_ id: Identifier<AccessRequest>, dialect: Dialect) throws -> AccessRequest? {
        try tx.first("SELECT \(Self.columns) FROM access_request WHERE id = \(id)\(dialect.rowLock)").map(AccessRequest.init)
    }

    package func find(followUp: String) throws -> AccessRequest? {
        try tx.first("SELECT \(Self.columns) FROM access_request WHERE follow_up = \(followUp)").map(AccessRequest.init)
    }

    /// The request that an offer to renew was used for; each is good for one.
    package func find(renewal: [UInt8]) throws -> AccessRequest? {
        try tx.first("SELECT \(Self.columns) FROM access_request WHERE renewal = \(renewal)").map(AccessRequest.init)
    }

    /// Moves a started request on; false if it was no longer `started` or is too old.
    package func confirm(
        _ id: Identifier<AccessRequest>, channel: AccessChannel, language: Language, followUp: String, startedAfter: Instant,
        now: Instant
    ) throws -> Bool {
        try tx.execute(
            """
            UPDATE access_request SET state = 'confirmed', channel = \(channel), language = \(language), follow_up = \(followUp),
              confirmed_at = \(now)
            WHERE id = \(id) AND state = 'started' AND started_at > \(startedAfter)
            """) == 1
    }

    /// Applies `event` to the stored state.
    /// - Throws: `IllegalTransition` where the state machine forbids it, `MovedMeanwhile` where another transaction was quicker.
    package func apply(_ event: AccessRequestEvent, to id: Identifier<AccessRequest>, now: Instant) throws {
        guard let request = try find(id) else { throw MovedMeanwhile() }
        let state = try request.state.after(event)
        let changed = try tx.execute(
            """
            UPDATE access_request SET state = \(state), settled_at = \(now)
            WHERE id = \(id) AND state = \(request.state)
            """)
        guard changed == 1 else { throw MovedMeanwhile() }
    }

    /// Requests never confirmed and started before `before`; at most `limit`.
    package func neverConfirmed(before: Instant, limit: Int) throws -> [Identifier<AccessRequest>] {
        try tx.query(
            "SELECT id FROM access_request WHERE state = 'started' AND started_at < \(before) ORDER BY started_at LIMIT \(limit)"
        ).map { try $0.id("id") }
    }

    /// Requests dispatched before `before` whose codes have all run out or been voided, and for which nothing waits to leave.
    package func spent(dispatchedBefore before: Instant, now: Instant, limit: Int) throws -> [Identifier<AccessRequest>] {
        try tx.query(
            """
            SELECT request.id FROM access_request AS request
            WHERE request.state = 'dispatched' AND request.settled_at < \(before)
              AND NOT EXISTS (SELECT 1 FROM provisional_password AS code
                WHERE code.request_id = request.id AND code.used_at IS NULL AND code.voided_at IS NULL AND code.expires_at > \(now))
              AND NOT EXISTS (SELECT 1 FROM dispatch
                WHERE dispatch.request_id = request.id AND dispatch.state IN ('pending', 'handingOver'))
              AND NOT EXISTS (SELECT 1 FROM dispatch JOIN letter ON letter.dispatch_id = dispatch.id
                WHERE dispatch.request_id = request.id AND letter.state IN ('waiting', 'batched', 'unsure'))
            ORDER BY request.settled_at LIMIT \(limit)
            """
        ).map { try $0.id("id") }
    }

    /// Deletes up to `limit` requests that lapsed without having been confirmed; nothing refers to them. How many went.
    package func pruneForgotten(before: Instant, limit: Int) throws -> Int {
        try tx.execute(
            """
            DELETE FROM access_request WHERE id IN
              (SELECT id FROM access_request WHERE state = 'lapsed' AND confirmed_at IS NULL AND started_at < \(before)
               ORDER BY started_at LIMIT \(limit))
            """)
    }

    /// Up to `limit` requests confirmed before `before` of which nothing is left to do: no code is kept, no order or letter on its way, no
    /// task open.
    package func finished(confirmedBefore before: Instant, limit: Int) throws -> [Identifier<AccessRequest>] {
        try tx.query(
            """
            SELECT request.id FROM access_request AS request
            WHERE request.confirmed_at < \(before)
              AND NOT EXISTS (SELECT 1 FROM provisional_password AS code WHERE code.request_id = request.id)
              AND NOT EXISTS (SELECT 1 FROM task WHERE task.request_id = request.id AND task.closed_at IS NULL)
              AND NOT EXISTS (SELECT 1 FROM dispatch
                WHERE dispatch.request_id = request.id AND dispatch.state IN ('pending', 'handingOver'))
              AND NOT EXISTS (SELECT 1 FROM dispatch JOIN letter ON letter.dispatch_id = dispatch.id
                LEFT JOIN task ON task.letter_id = letter.id AND task.closed_at IS NULL
                WHERE dispatch.request_id = request.id
                  AND (letter.state IN ('waiting', 'batched', 'unsure') OR task.id IS NOT NULL))
            ORDER BY request.confirmed_at LIMIT \(limit)
            """
        ).map { try $0.id("id") }
    }

    /// Deletes a finished request with its orders, letters and closed tasks.
    package func delete(_ id: Identifier<AccessRequest>) throws {
        try tx.execute(
            """
            DELETE FROM task WHERE request_id = \(id) OR letter_id IN
              (SELECT letter.id FROM letter JOIN dispatch ON dispatch.id = letter.dispatch_id WHERE dispatch.request_id = \(id))
            """)
        try tx.execute("DELETE FROM letter WHERE dispatch_id IN (SELECT id FROM dispatch WHERE request_id = \(id))")
        try tx.execute("DELETE FROM dispatch WHERE request_id = \(id)")
        try tx.execute("DELETE FROM access_request WHERE id = \(id)")
    }

    private static let columns: SQL =
        "id, number, role, language, state, channel, slow_lane, network, follow_up, started_at, confirmed_at, renewal"
}

/// The row changed between reading and writing: a conflict like those that the engine finds itself, and the transaction is worth another try.
package struct MovedMeanwhile: Error {
    package init() {}
}
