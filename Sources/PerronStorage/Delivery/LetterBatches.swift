import PerronDomain

/// Letters that leave together, in one folder of the mail house's or one job of a printer's.
package struct LetterBatch: Sendable, Equatable {
    package enum State: String, Sendable, CaseIterable {
        /// Holds its letters; nothing of it has been seen outside.
        case open
        /// Written in full beside its place; whether it was moved there, and whether that was confirmed, is to be looked at.
        case written
        case handedOver
        /// Not where or not as it was written; a person decides.
        case unsure
    }

    package let id: Identifier<LetterBatch>
    package let postingDay: CalendarDay
    package let state: State
    package let openedAt: Instant
    package let handedOverAt: Instant?
    package let letters: Int
    /// Of its manifest, from `written` on.
    package let sha256: String?
    /// Since when the carrier has had it without confirming it.
    package let sentAt: Instant?
    /// Since when its carrier has been away.
    package let failingSince: Instant?
    /// What the carrier said last, in its own words; nil where all goes well.
    package let trouble: String?
    /// 1, and one more each time that it is written anew.
    package let edition: Int

    init(row: Row) throws {
        id = try row.id("id")
        postingDay = try row.day("posting_day")
        state = try row.choice("state")
        openedAt = try row.instant("opened_at")
        handedOverAt = try row.optionalInstant("handed_over_at")
        letters = try row.count("letters")
        sha256 = try row.optionalText("sha256")
        sentAt = try row.optionalInstant("sent_at")
        failingSince = try row.optionalInstant("failing_since")
        trouble = try row.optionalText("trouble")
        edition = try row.count("edition")
    }
}

package struct LetterBatches {
    /// No batch waits longer for its carrier to be asked again: what lies further ahead was put off before the clock was stepped back.
    package static let longestPause: Duration = .minutes(5)

    private let tx: any Transaction

    package init(_ tx: any Transaction) {
        self.tx = tx
    }

    package func open(_ id: Identifier<LetterBatch>, postingDay: CalendarDay, now: Instant) throws {
        try tx.execute(
            "INSERT INTO letter_batch (id, posting_day, state, opened_at) VALUES (\(id), \(postingDay), 'open', \(now))")
    }

    package func count(letters: Int, in id: Identifier<LetterBatch>) throws {
        try tx.execute("UPDATE letter_batch SET letters = \(letters) WHERE id = \(id)")
    }

    package func find(_ id: Identifier<LetterBatch>) throws -> LetterBatch? {
        try tx.first("SELECT \(Self.columns) FROM letter_batch WHERE id = \(id)").map(LetterBatch.init)
    }

    /// Batches that are neither handed over nor in doubt, and whose carrier may be asked by now; oldest first.
    package func unfinished(now: Instant, limit: Int) throws -> [LetterBatch] {
        try tx.query(
            """
            SELECT \(Self.columns) FROM letter_batch
            WHERE state IN ('open', 'written') AND (COALESCE(due_at, 0) <= \(now) OR due_at > \(now.adding(Self.longestPause)))
            ORDER BY opened_at, id LIMIT \(limit)
            """
        ).map(LetterBatch.init)
    }

    /// How many letters those batches took.
    package func unfinishedLetters() throws -> Int {
        try tx.first("SELECT CAST(COALESCE(SUM(letters), 0) AS BIGINT) AS count FROM letter_batch WHERE state IN ('open', 'written')")?
            .count("count") ?? 0
    }

    /// Every unfinished batch's carrier may be asked at once.
    package func hasten() throws {
        try tx.execute("UPDATE letter_batch SET due_at = NULL WHERE state IN ('open', 'written') AND due_at IS NOT NULL")
    }

    /// The carrier is away.
    package func putOff(_ id: Identifier<LetterBatch>, until: Instant, failingSince: Instant, trouble: String) throws {
        try tx.execute(
            """
            UPDATE letter_batch SET due_at = \(until), failing_since = \(failingSince), trouble = \(trouble)
            WHERE id = \(id) AND state IN ('open', 'written')
            """)
    }

    /// The carrier has it, and is asked again whether that is confirmed; the first time counts.
    package func markSent(_ id: Identifier<LetterBatch>, trouble: String?, until: Instant, now: Instant) throws {
        try tx.execute(
            """
            UPDATE letter_batch SET sent_at = COALESCE(sent_at, \(now)), due_at = \(until), failing_since = NULL, trouble = \(trouble)
            WHERE id = \(id) AND state = 'written'
            """)
    }

    /// False if the batch was not open any more.
    package func markWritten(_ id: Identifier<LetterBatch>, sha256: String, letters: Int) throws -> Bool {
        try tx.execute(
            """
            UPDATE letter_batch
            SET state = 'written', sha256 = \(sha256), letters = \(letters), due_at = NULL, failing_since = NULL, trouble = NULL
            WHERE id = \(id) AND state = 'open'
            """) == 1
    }

    /// False if somebody settled it before.
    package func settle(_ id: Identifier<LetterBatch>, now: Instant) throws -> Bool {
        try tx.execute(
            """
            UPDATE letter_batch SET state = 'handedOver', handed_over_at = \(now) WHERE id = \(id) AND state IN ('open', 'written')
            """) == 1
    }

    /// Takes a batch out of doubt, or from a carrier that hasn't confirmed it, to be settled or written again; false if it was in neither.
    package func reopen(_ id: Identifier<LetterBatch>) throws -> Bool {
        try tx.execute("\(Self.anew) WHERE id = \(id) AND (state = 'unsure' OR (state = 'written' AND sent_at IS NOT NULL))") == 1
    }

    /// The carrier refused it as it was recorded, and nothing of it is on paper; false if it isn't so recorded any more.
    package func writeAnew(_ id: Identifier<LetterBatch>, sha256: String?) throws -> Bool {
        try tx.execute("\(Self.anew) WHERE id = \(id) AND state = 'written' AND sha256 = \(sha256)") == 1
    }

    /// The newest first.
    /// - Parameters: state, day: only those; nil for all.
    package func newest(_ state: LetterBatch.State?, on day: CalendarDay?, limit: Int) throws -> [LetterBatch] {
        try tx.query(
            """
            SELECT \(Self.columns) FROM letter_batch
            WHERE state = COALESCE(\(state?.rawValue), state) AND posting_day = COALESCE(\(day), posting_day)
            ORDER BY opened_at DESC, id DESC LIMIT \(limit)
            """
        ).map(LetterBatch.init)
    }

    /// How many there are of those.
    package func count(_ state: LetterBatch.State?, on day: CalendarDay?) throws -> Int {
        try tx.first(
            """
            SELECT COUNT(*) AS count FROM letter_batch
            WHERE state = COALESCE(\(state?.rawValue), state) AND posting_day = COALESCE(\(day), posting_day)
            """
        )?.count("count") ?? 0
    }

    /// Batches that their carrier has, and hasn't confirmed, oldest first.
    package func awaited(limit: Int) throws -> [LetterBatch] {
        try tx.query(
            """
            SELECT \(Self.columns) FROM letter_batch WHERE state = 'written' AND sent_at IS NOT NULL
            ORDER BY opened_at, id LIMIT \(limit)
            """
        ).map(LetterBatch.init)
    }

    /// Batches that left, by id; nil for the first.
    package func handedOver(after id: Identifier<LetterBatch>?, limit: Int) throws -> [LetterBatch] {
        try tx.query(
            "SELECT \(Self.columns) FROM letter_batch WHERE state = 'handedOver' AND id > \(id?.text ?? "") ORDER BY id LIMIT \(limit)"
        ).map(LetterBatch.init)
    }

    package func doubt(_ id: Identifier<LetterBatch>) throws -> Bool {
        try tx.execute("UPDATE letter_batch SET state = 'unsure' WHERE id = \(id) AND state IN ('open', 'written')") == 1
    }

    private static let columns: SQL =
        "id, posting_day, state, opened_at, handed_over_at, letters, sha256, sent_at, failing_since, trouble, edition"

    private static let anew: SQL =
        """
        UPDATE letter_batch SET state = 'open', sha256 = NULL, sent_at = NULL, due_at = NULL, failing_since = NULL, trouble = NULL,
          edition = edition + 1
        """
}
