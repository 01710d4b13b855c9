import PerronDomain

/// A signed-in browser. With a provisional password's id it is restricted: it can choose a password and nothing else.
package struct MemberSession: Sendable, Equatable {
    package let id: Identifier<MemberSession>
    package let recordID: Identifier<PensionRecord>
    package let provisionalID: Identifier<ProvisionalPasswordDigest>?
    package let startedAt: Instant
    package let seenAt: Instant
    package let endedAt: Instant?

    package init(
        id: Identifier<MemberSession>, recordID: Identifier<PensionRecord>, provisionalID: Identifier<ProvisionalPasswordDigest>?,
        now: Instant
    ) {
        self.id = id
        self.recordID = recordID
        self.provisionalID = provisionalID
        startedAt = now
        seenAt = now
        endedAt = nil
    }

    init(row: Row) throws {
        id = try row.id("id")
        recordID = try row.id("record_id")
        provisionalID = try row.optionalID("provisional_id")
        startedAt = try row.instant("started_at")
        seenAt = try row.instant("seen_at")
        endedAt = try row.optionalInstant("ended_at")
    }

    private init(_ session: MemberSession, seenAt: Instant) {
        id = session.id
        recordID = session.recordID
        provisionalID = session.provisionalID
        startedAt = session.startedAt
        self.seenAt = seenAt
        endedAt = session.endedAt
    }

    package func seen(at now: Instant) -> MemberSession {
        MemberSession(self, seenAt: now)
    }

    package var isRestricted: Bool { provisionalID != nil }

    /// When it ends if nothing more is done: by idleness or by age, whichever comes first (ASVS 5.0 7.3).
    package func endsAt(_ limits: Limits.Sessions) -> Instant {
        let (idle, life) = isRestricted ? (limits.restrictedIdle, limits.restrictedLife) : (limits.idle, limits.life)
        return min(seenAt.adding(idle), startedAt.adding(life))
    }

    /// A session that was seen less than this long ago is not written again.
    package static let touchEvery: Duration = .seconds(20)

    /// The last request may not have been noted, so idleness is counted that much longer: nobody is sent away before the end that was announced.
    package func isAlive(at now: Instant, limits: Limits.Sessions) -> Bool {
        endedAt == nil && seen(at: seenAt.adding(Self.touchEvery)).endsAt(limits) > now
    }
}

package struct MemberSessions {
    private let tx: any Transaction

    package init(_ tx: any Transaction) {
        self.tx = tx
    }

    package func insert(_ session: MemberSession, tokenDigest: [UInt8]) throws {
        try tx.execute(
            """
            INSERT INTO member_session (id, token_digest, record_id, provisional_id, started_at, seen_at)
            VALUES (\(session.id), \(tokenDigest), \(session.recordID), \(session.provisionalID), \(session.startedAt), \(session.seenAt))
            """)
    }

    package func find(tokenDigest: [UInt8]) throws -> MemberSession? {
        try tx.first(
            """
            SELECT id, record_id, provisional_id, started_at, seen_at, ended_at FROM member_session WHERE token_digest = \(tokenDigest)
            """
        ).map(MemberSession.init)
    }

    package func isOpen(_ id: Identifier<MemberSession>) throws -> Bool {
        try tx.first("SELECT 1 AS found FROM member_session WHERE id = \(id) AND ended_at IS NULL") != nil
    }

    package func touch(_ id: Identifier<MemberSession>, now: Instant) throws {
        try tx.execute("UPDATE member_session SET seen_at = \(now) WHERE id = \(id) AND ended_at IS NULL AND seen_at < \(now)")
    }

    package func end(_ id: Identifier<MemberSession>, now: Instant) throws {
        try tx.execute("UPDATE member_session SET ended_at = \(now) WHERE id = \(id) AND ended_at IS NULL")
    }

    /// Ends the session of a cookie that is being replaced; nil where it is none, or has ended.
    package func end(tokenDigest: [UInt8], now: Instant) throws -> (id: Identifier<MemberSession>, record: Identifier<PensionRecord>)? {
        try tx.first(
            """
            UPDATE member_session SET ended_at = \(now) WHERE token_digest = \(tokenDigest) AND ended_at IS NULL
            RETURNING id, record_id
            """
        ).map { (try $0.id("id"), try $0.id("record_id")) }
    }

    /// Ends every session of a record, but `kept`; how many.
    @discardableResult
    package func endAll(of record: Identifier<PensionRecord>, but kept: Identifier<MemberSession>? = nil, now: Instant) throws -> Int {
        try tx.execute(
            """
            UPDATE member_session SET ended_at = \(now)
            WHERE record_id = \(record) AND ended_at IS NULL AND id <> \(kept?.text ?? "")
            """)
    }

    /// Deletes up to `limit` that began before `before`; how many went.
    package func prune(startedBefore before: Instant, limit: Int) throws -> Int {
        try tx.execute(
            """
            DELETE FROM member_session WHERE id IN
              (SELECT id FROM member_session WHERE started_at < \(before) ORDER BY started_at LIMIT \(limit))
            """)
    }
}
