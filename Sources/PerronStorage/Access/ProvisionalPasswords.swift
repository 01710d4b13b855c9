import PerronDomain

/// What is stored of a provisional password: a keyed digest and its life. The clear text is nowhere.
package struct ProvisionalPasswordDigest: Sendable, Equatable {
    package let id: Identifier<ProvisionalPasswordDigest>
    package let recordID: Identifier<PensionRecord>
    package let requestID: Identifier<AccessRequest>
    package let dispatchID: Identifier<DispatchOrder>
    package let channel: AccessChannel
    package let digest: [UInt8]
    package let keyID: String
    package let madeAt: Instant
    package let expiresAt: Instant
    package let wrongBirthDates: Int
    package let usedAt: Instant?
    package let voidedAt: Instant?

    package init(
        id: Identifier<ProvisionalPasswordDigest>, recordID: Identifier<PensionRecord>, order: DispatchOrder, channel: AccessChannel,
        digest: [UInt8], keyID: String, madeAt: Instant, expiresAt: Instant
    ) {
        self.id = id
        self.recordID = recordID
        self.requestID = order.requestID
        self.dispatchID = order.id
        self.channel = channel
        self.digest = digest
        self.keyID = keyID
        self.madeAt = madeAt
        self.expiresAt = expiresAt
        wrongBirthDates = 0
        usedAt = nil
        voidedAt = nil
    }

    init(row: Row) throws {
        id = try row.id("id")
        recordID = try row.id("record_id")
        requestID = try row.id("request_id")
        dispatchID = try row.id("dispatch_id")
        channel = try row.choice("channel")
        digest = try row.blob("digest")
        keyID = try row.text("key_id")
        madeAt = try row.instant("made_at")
        expiresAt = try row.instant("expires_at")
        wrongBirthDates = try row.count("wrong_birth_dates")
        usedAt = try row.optionalInstant("used_at")
        voidedAt = try row.optionalInstant("voided_at")
    }

    package func isAlive(at now: Instant) -> Bool {
        usedAt == nil && voidedAt == nil && expiresAt > now
    }
}

package struct ProvisionalPasswords {
    private let tx: any Transaction

    package init(_ tx: any Transaction) {
        self.tx = tx
    }

    package func insert(_ code: ProvisionalPasswordDigest) throws {
        try tx.execute(
            """
            INSERT INTO provisional_password
              (id, record_id, request_id, dispatch_id, channel, digest, key_id, made_at, expires_at)
            VALUES (\(code.id), \(code.recordID), \(code.requestID), \(code.dispatchID), \(code.channel), \(code.digest),
                    \(code.keyID), \(code.madeAt), \(code.expiresAt))
            """)
    }

    package func find(_ id: Identifier<ProvisionalPasswordDigest>) throws -> ProvisionalPasswordDigest? {
        try tx.first("SELECT \(Self.columns) FROM provisional_password WHERE id = \(id)").map(ProvisionalPasswordDigest.init)
    }

    /// The code of a record that has this digest, alive or not; nil where what was typed is none of its codes.
    package func find(
        _ digest: StoredDigest, of record: Identifier<PensionRecord>, expiredAfter since: Instant
    ) throws -> ProvisionalPasswordDigest? {
        try tx.first(
            """
            SELECT \(Self.columns) FROM provisional_password
            WHERE record_id = \(record) AND digest = \(digest.bytes) AND key_id = \(digest.keyID) AND expires_at > \(since)
            """
        ).map(ProvisionalPasswordDigest.init)
    }

    /// The one use of a code: true for exactly one caller, and only while it is alive.
    package func redeem(
        _ id: Identifier<ProvisionalPasswordDigest>, of record: Identifier<PensionRecord>, now: Instant
    ) throws -> Bool {
        try tx.execute(
            """
            UPDATE provisional_password SET used_at = \(now)
            WHERE id = \(id) AND record_id = \(record) AND used_at IS NULL AND voided_at IS NULL AND expires_at > \(now)
            """) == 1
    }

    /// The language in which the holder of a file last asked for a code that they then used; nil where none was used, or long ago.
    package func languageOfLastUse(by record: Identifier<PensionRecord>) throws -> Language? {
        try tx.first(
            """
            SELECT request.language FROM provisional_password AS code JOIN access_request AS request ON request.id = code.request_id
            WHERE code.record_id = \(record) AND code.used_at IS NOT NULL ORDER BY code.used_at DESC LIMIT 1
            """
        )?.choice("language")
    }

    /// Voids every unused code of a record; which. Called once one of them has been redeemed.
    package func voidOthers(of record: Identifier<PensionRecord>, now: Instant) throws -> [Identifier<ProvisionalPasswordDigest>] {
        try tx.query(
            """
            UPDATE provisional_password SET voided_at = \(now)
            WHERE record_id = \(record) AND used_at IS NULL AND voided_at IS NULL
            RETURNING id
            """
        ).map { try $0.id("id") }
    }

    /// Voids one code that is unused.
    package func void(_ id: Identifier<ProvisionalPasswordDigest>, now: Instant) throws -> Bool {
        try tx.execute(
            "UPDATE provisional_password SET voided_at = \(now) WHERE id = \(id) AND used_at IS NULL AND voided_at IS NULL") == 1
    }

    /// Voids the code made for an order whose hand-over never began; how many.
    package func voidUnsent(dispatch: Identifier<DispatchOrder>, now: Instant) throws -> Int {
        try tx.execute(
            """
            UPDATE provisional_password SET voided_at = \(now)
            WHERE dispatch_id = \(dispatch) AND used_at IS NULL AND voided_at IS NULL
            """)
    }

    /// Whether a password was chosen with a code of this order: it has arrived.
    package func wasUsed(dispatch: Identifier<DispatchOrder>) throws -> Bool {
        try tx.first("SELECT id FROM provisional_password WHERE dispatch_id = \(dispatch) AND used_at IS NOT NULL LIMIT 1") != nil
    }

    /// Whether a code was ever made for an order: it was admitted and counted before, and this is another try.
    package func exist(dispatch: Identifier<DispatchOrder>) throws -> Bool {
        try tx.first("SELECT id FROM provisional_password WHERE dispatch_id = \(dispatch) LIMIT 1") != nil
    }

    /// One more wrong birth date for this code; how many there are now.
    package func countWrongBirthDate(_ id: Identifier<ProvisionalPasswordDigest>) throws -> Int {
        try tx.first(
            """
            UPDATE provisional_password SET wrong_birth_dates = wrong_birth_dates + 1 WHERE id = \(id)
            RETURNING wrong_birth_dates
            """
        )?.count("wrong_birth_dates") ?? 0
    }

    /// Unused codes that run out until `until`, whose letters left and of which nobody was reminded yet; soonest first.
    package func toRemind(expiringUntil until: Instant, now: Instant, limit: Int) throws -> [ProvisionalPasswordDigest] {
        try tx.query(
            """
            SELECT \(Self.columns) FROM provisional_password AS code
            WHERE channel = 'letter' AND used_at IS NULL AND voided_at IS NULL AND reminded_at IS NULL
              AND expires_at > \(now) AND expires_at <= \(until)
              AND EXISTS (SELECT 1 FROM letter WHERE letter.provisional_id = code.id AND letter.state = 'handedOver')
            ORDER BY expires_at LIMIT \(limit)
            """
        ).map(ProvisionalPasswordDigest.init)
    }

    /// False if that was done before.
    package func markReminded(_ id: Identifier<ProvisionalPasswordDigest>, now: Instant) throws -> Bool {
        try tx.execute("UPDATE provisional_password SET reminded_at = \(now) WHERE id = \(id) AND reminded_at IS NULL") == 1
    }

    /// The code of a file that lives, that its holder is being reminded of and that runs out first; nil once it was used or voided.
    package func reminded(of record: Identifier<PensionRecord>, now: Instant) throws -> ProvisionalPasswordDigest? {
        try tx.first(
            """
            SELECT \(Self.columns) FROM provisional_password
            WHERE record_id = \(record) AND used_at IS NULL AND voided_at IS NULL AND reminded_at IS NOT NULL AND expires_at > \(now)
            ORDER BY expires_at LIMIT 1
            """
        ).map(ProvisionalPasswordDigest.init)
    }

    /// A late hand-over extends the life, never shortens it.
    package func extend(_ id: Identifier<ProvisionalPasswordDigest>, to expiresAt: Instant) throws {
        try tx.execute(
            """
            UPDATE provisional_password SET expires_at = \(expiresAt)
            WHERE id = \(id) AND used_at IS NULL AND voided_at IS NULL AND expires_at < \(expiresAt)
            """)
    }

    /// Up to `limit` codes that ran out before `before` and whose letters have gone or never will.
    package func forgettable(expiredBefore before: Instant, limit: Int) throws -> [Identifier<ProvisionalPasswordDigest>] {
        try tx.query(
            """
            SELECT id FROM provisional_password AS code WHERE code.expires_at < \(before)
              AND NOT EXISTS (SELECT 1 FROM letter
                WHERE letter.provisional_id = code.id AND letter.state IN ('waiting', 'batched', 'unsure'))
              AND NOT EXISTS (SELECT 1 FROM member_session AS session WHERE session.provisional_id = code.id)
            ORDER BY code.expires_at LIMIT \(limit)
            """
        ).map { try $0.id("id") }
    }

    /// Deletes a code; its letter remains without it.
    package func delete(_ id: Identifier<ProvisionalPasswordDigest>) throws {
        try tx.execute("UPDATE letter SET provisional_id = NULL WHERE provisional_id = \(id)")
        try tx.execute("DELETE FROM provisional_password WHERE id = \(id)")
    }

    private static let columns: SQL =
        """
        id, record_id, request_id, dispatch_id, channel, digest, key_id, made_at, expires_at, wrong_birth_dates, used_at, voided_at
        """
}
