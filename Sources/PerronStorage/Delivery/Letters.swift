import PerronDomain

/// A letter on its way: decided, encrypted in the spool, gathered into a batch, handed to the mail house.
package struct Letter: Sendable, Equatable {
    package enum State: String, Sendable, CaseIterable {
        case waiting
        case batched
        case handedOver
        /// A crash left open whether its batch left; a person decides.
        case unsure
        /// Taken out of its batch because it can't be printed, or because its last day is over; a person decides.
        case setAside
        /// Its code was voided or used before it left, or its file's holder died or its file was closed: it would only mislead.
        case withdrawn
    }

    package let id: Identifier<Letter>
    package let recordID: Identifier<PensionRecord>
    package let dispatchID: Identifier<DispatchOrder>?
    package let noticeID: Identifier<Notice>?
    package let provisionalID: Identifier<ProvisionalPasswordDigest>?
    package let language: Language
    /// The planned one.
    package let postingDay: CalendarDay
    /// The last day of its code; nil for a notice.
    package let lastDay: CalendarDay?
    package let state: State
    package let batchID: Identifier<LetterBatch>?
    /// What it says, encrypted; nil once it was handed over.
    package let spool: [UInt8]?
    package let madeAt: Instant
    package let handedOverAt: Instant?
    /// Where it went, as `AddressDigests` makes it; nil for a letter from before this was kept.
    package let address: StoredDigest?
    /// Nil likewise.
    package let territory: PostalAddress.Territory?
    /// When somebody said that the post had brought it back.
    package let returnedAt: Instant?
    /// When somebody said that its page was spoiled, and another was ordered in its place.
    package let replacedAt: Instant?

    init(row: Row) throws {
        id = try row.id("id")
        recordID = try row.id("record_id")
        dispatchID = try row.optionalID("dispatch_id")
        noticeID = try row.optionalID("notice_id")
        provisionalID = try row.optionalID("provisional_id")
        language = try row.choice("language")
        postingDay = try row.day("posting_day")
        lastDay = try row.optionalDay("last_day")
        state = try row.choice("state")
        batchID = try row.optionalID("batch_id")
        spool = try row.optionalBlob("spool")
        madeAt = try row.instant("made_at")
        handedOverAt = try row.optionalInstant("handed_over_at")
        address = try row.optionalBlob("address_digest").map { StoredDigest(keyID: try row.text("address_key"), bytes: $0) }
        territory = try row.optionalChoice("territory")
        returnedAt = try row.optionalInstant("returned_at")
        replacedAt = try row.optionalInstant("replaced_at")
    }

    /// What it bears.
    package var number: LetterNumber { LetterNumber(ofLetter: id.text) }
}

/// What a letter answers to: the order that asked for it, with its code, or a notice.
package enum LetterOrigin: Sendable {
    case dispatch(Identifier<DispatchOrder>, code: Identifier<ProvisionalPasswordDigest>, lastDay: CalendarDay)
    case notice(Identifier<Notice>)
}

/// Where a letter goes, as far as it is kept in clear of its spool.
package struct LetterDestination: Sendable {
    /// Of its address, as `AddressDigests` makes it.
    let address: StoredDigest
    let territory: PostalAddress.Territory

    package init(address: StoredDigest, territory: PostalAddress.Territory) {
        (self.address, self.territory) = (address, territory)
    }
}

package struct Letters {
    /// No letter is planned for a later day.
    package static let endOfTime = CalendarDay(year: 9999, month: 12, day: 31)!

    private let tx: any Transaction

    package init(_ tx: any Transaction) {
        self.tx = tx
    }

    /// - Parameter spool: sealed under the key named there, for this letter's id.
    package func insert(
        _ id: Identifier<Letter>, of record: Identifier<PensionRecord>, from origin: LetterOrigin, in language: Language,
        postingDay: CalendarDay, to destination: LetterDestination, spool: (bytes: [UInt8], key: String), now: Instant
    ) throws {
        var dispatch: Identifier<DispatchOrder>?
        var notice: Identifier<Notice>?
        var code: Identifier<ProvisionalPasswordDigest>?
        var last: CalendarDay?
        switch origin {
        case .dispatch(let id, let codeID, let lastDay): (dispatch, code, last) = (id, codeID, lastDay)
        case .notice(let id): notice = id
        }
        try tx.execute(
            """
            INSERT INTO letter
              (id, record_id, dispatch_id, notice_id, provisional_id, language, posting_day, last_day, state,
               spool, spool_key, made_at, address_digest, address_key, territory)
            VALUES (\(id), \(record), \(dispatch), \(notice), \(code), \(language), \(postingDay), \(last), 'waiting',
                    \(spool.bytes), \(spool.key), \(now), \(destination.address.bytes), \(destination.address.keyID),
                    \(destination.territory.rawValue))
            """)
    }

    package func find(_ id: Identifier<Letter>) throws -> Letter? {
        try tx.first("SELECT \(Self.columns) FROM letter WHERE id = \(id)").map(Letter.init)
    }

    /// The letter that carries a code.
    package func find(code: Identifier<ProvisionalPasswordDigest>) throws -> Letter? {
        try tx.first("SELECT \(Self.columns) FROM letter WHERE provisional_id = \(code)").map(Letter.init)
    }

    /// The letter that bears a number.
    package func find(_ number: LetterNumber) throws -> Letter? {
        try tx.first("SELECT \(Self.columns) FROM letter WHERE substr(id, 17) = \(number.canonical)").map(Letter.init)
    }

    package func find(dispatch: Identifier<DispatchOrder>) throws -> Letter? {
        try tx.first("SELECT \(Self.columns) FROM letter WHERE dispatch_id = \(dispatch)").map(Letter.init)
    }

    /// Whether a letter waits whose planned posting day is not after `day`.
    package func someWait(until day: CalendarDay) throws -> Bool {
        try tx.first("SELECT id FROM letter WHERE state = 'waiting' AND posting_day <= \(day) LIMIT 1") != nil
    }

    /// How many wait whose planned posting day is not after `day`.
    package func count(waitingUntil day: CalendarDay) throws -> Int {
        try tx.first("SELECT COUNT(*) AS count FROM letter WHERE state = 'waiting' AND posting_day <= \(day)")?.count("count") ?? 0
    }

    /// Puts the oldest waiting letters into a batch; how many.
    package func gather(into batch: Identifier<LetterBatch>, until day: CalendarDay, limit: Int) throws -> Int {
        try tx.execute(
            """
            UPDATE letter SET state = 'batched', batch_id = \(batch)
            WHERE state = 'waiting' AND id IN
              (SELECT id FROM letter WHERE state = 'waiting' AND posting_day <= \(day)
               ORDER BY made_at, id LIMIT \(limit))
            """)
    }

    /// The letters that a batch still holds, in the order in which they are printed.
    package func batched(in batch: Identifier<LetterBatch>) throws -> [Letter] {
        try tx.query(
            "SELECT \(Self.columns) FROM letter WHERE batch_id = \(batch) AND state = 'batched' ORDER BY made_at, id"
        ).map(Letter.init)
    }

    /// Every letter that a batch took and holds or lost to a person, in the order in which they are printed.
    package func all(in batch: Identifier<LetterBatch>) throws -> [Letter] {
        try tx.query("SELECT \(Self.columns) FROM letter WHERE batch_id = \(batch) ORDER BY made_at, id").map(Letter.init)
    }

    /// Letters whose words are kept, by id; nil for the first.
    package func spooled(after id: Identifier<Letter>?, limit: Int) throws -> [Letter] {
        try tx.query(
            "SELECT \(Self.columns) FROM letter WHERE spool IS NOT NULL AND id > \(id?.text ?? "") ORDER BY id LIMIT \(limit)"
        ).map(Letter.init)
    }

    /// The letters that left in a batch, or are about to, whatever became of the others.
    package func left(in batch: Identifier<LetterBatch>) throws -> Set<String> {
        Set(
            try tx.query("SELECT id FROM letter WHERE batch_id = \(batch) AND state IN ('batched', 'handedOver', 'unsure')")
                .map { try $0.text("id") })
    }

    /// Marks every letter of a batch as handed over and wipes what it said.
    package func settle(batch: Identifier<LetterBatch>, now: Instant) throws {
        try tx.execute(
            """
            UPDATE letter SET state = 'handedOver', handed_over_at = \(now), spool = NULL, spool_key = NULL
            WHERE batch_id = \(batch) AND state = 'batched'
            """)
    }

    /// A letter that left came back; false if that was said before, or it never left.
    @discardableResult
    package func markReturned(_ id: Identifier<Letter>, now: Instant) throws -> Bool {
        try tx.execute(
            """
            UPDATE letter SET returned_at = \(now) WHERE id = \(id) AND state IN ('handedOver', 'unsure') AND returned_at IS NULL
            """) == 1
    }

    /// Another takes the place of a letter that left; false if one did before.
    package func markReplaced(_ id: Identifier<Letter>, now: Instant) throws -> Bool {
        try tx.execute(
            "UPDATE letter SET replaced_at = \(now) WHERE id = \(id) AND state = 'handedOver' AND replaced_at IS NULL") == 1
    }

    /// The letter that took another's place, once it is made.
    package func find(reprinting id: Identifier<Letter>) throws -> Letter? {
        try tx.first(
            """
            SELECT \(Self.columns) FROM letter
            WHERE dispatch_id IN (SELECT id FROM dispatch WHERE reprints = \(id))
              OR notice_id IN (SELECT id FROM notice WHERE reprints = \(id))
            """
        ).map(Letter.init)
    }

    package func doubt(batch: Identifier<LetterBatch>) throws {
        try tx.execute("UPDATE letter SET state = 'unsure' WHERE batch_id = \(batch) AND state = 'batched'")
    }

    package func reopen(batch: Identifier<LetterBatch>) throws {
        try tx.execute("UPDATE letter SET state = 'batched' WHERE batch_id = \(batch) AND state = 'unsure'")
    }

    /// Takes a letter out of its batch. What it says is kept, encrypted, until a person has seen to it.
    package func setAside(_ id: Identifier<Letter>) throws {
        try tx.execute("UPDATE letter SET state = 'setAside' WHERE id = \(id) AND state = 'batched'")
    }

    /// Wipes what the letters of a file said that were set aside.
    package func wipeSetAside(of record: Identifier<PensionRecord>) throws {
        try tx.execute(
            "UPDATE letter SET spool = NULL, spool_key = NULL WHERE record_id = \(record) AND state = 'setAside' AND spool IS NOT NULL")
    }

    /// Takes out of the spool what waits and would only mislead; which letters.
    package func withdrawSpent(limit: Int) throws -> [Identifier<Letter>] {
        try tx.query(
            """
            \(Self.withdraw) WHERE id IN
              (SELECT letter.id FROM \(Self.lettersAndCodes)
               WHERE letter.state = 'waiting' AND \(Self.misleads) ORDER BY letter.posting_day, letter.id LIMIT \(limit))
            RETURNING id
            """
        ).map { try $0.id("id") }
    }

    /// The same for the letters that a batch holds, as long as nothing of it was written.
    package func withdrawSpent(from batch: Identifier<LetterBatch>, limit: Int) throws -> [Identifier<Letter>] {
        try tx.query(
            """
            \(Self.withdraw) WHERE id IN
              (SELECT letter.id FROM \(Self.lettersAndCodes)
               WHERE letter.batch_id = \(batch) AND letter.state = 'batched' AND \(Self.misleads) ORDER BY letter.id LIMIT \(limit))
            RETURNING id
            """
        ).map { try $0.id("id") }
    }

    private static let withdraw: SQL = "UPDATE letter SET state = 'withdrawn', batch_id = NULL, spool = NULL, spool_key = NULL"

    private static let lettersAndCodes: SQL =
        """
        letter JOIN pension_record AS record ON record.id = letter.record_id
        LEFT JOIN provisional_password AS code ON code.id = letter.provisional_id
        """

    private static let misleads: SQL =
        "(code.used_at IS NOT NULL OR code.voided_at IS NOT NULL OR record.died_on IS NOT NULL OR record.closed_at IS NOT NULL)"

    private static let columns: SQL =
        """
        id, record_id, dispatch_id, notice_id, provisional_id, language, posting_day, last_day, state, batch_id, spool, made_at,
        handed_over_at, address_digest, address_key, territory, returned_at, replaced_at
        """
}
