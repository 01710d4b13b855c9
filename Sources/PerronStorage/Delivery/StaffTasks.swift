import PerronDomain

/// Something that only a person can decide.
package struct StaffTask: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
        case deceased
        case noAddress
        case undeliverableAddress
        case unsureHandOver
        case emailDiffers
        case emailRefused
        /// A letter whose address or words don't fit its page, or whose spool was changed.
        case unprintableLetter
        /// A letter of a doubtful batch whose last day was over when a person found that it had not left.
        case overdueLetter
        /// A batch of letters that can't be written, since an hour or for want of a key; about no file, asked once a batch.
        case stuckBatch
        /// A batch that its carrier has, a server or a printer, and hasn't confirmed in time; about no file, asked once a batch.
        case unconfirmedBatch
        /// An order that fails by accident, since an hour and more.
        case failingOrder
        /// A letter came back: the address on file isn't the member's any more.
        case returnedLetter
        /// The day's letters are spent, or one network's share of them; about no file, asked once.
        case lettersHeld
        /// Four fifths of the day's letters are spent (`letters.budget_warning`); about no file, asked once a day at most.
        case dayNearlySpent
        /// The same of the month's.
        case monthNearlySpent
        /// Five birth dates were wrong for a code, and there is no e-mail address by which its holder could be told.
        case codeVoided
        /// The share of failed sign-ins has left its usual band; about no file, asked once.
        case failingSignIns
    }

    package let id: Identifier<StaffTask>
    package let kind: Kind
    package let recordID: Identifier<PensionRecord>?
    package let requestID: Identifier<AccessRequest>?
    package let letterID: Identifier<Letter>?
    package let batchID: Identifier<LetterBatch>?
    package let openedAt: Instant
    /// What a program said of it, such as a printer's reasons; never anything that somebody typed.
    package let detail: String?

    init(row: Row) throws {
        id = try row.id("id")
        kind = try row.choice("kind")
        recordID = try row.optionalID("record_id")
        requestID = try row.optionalID("request_id")
        letterID = try row.optionalID("letter_id")
        batchID = try row.optionalID("batch_id")
        openedAt = try row.instant("opened_at")
        detail = try row.optionalText("detail")
    }
}

package struct StaffTasks {
    private let tx: any Transaction

    package init(_ tx: any Transaction) {
        self.tx = tx
    }

    /// Opens the task unless the same one is open for this record.
    package func open(
        _ kind: StaffTask.Kind, record: Identifier<PensionRecord>?, request: Identifier<AccessRequest>? = nil,
        letter: Identifier<Letter>? = nil, batch: Identifier<LetterBatch>? = nil, detail: String? = nil, now: Instant,
        random: any RandomSource
    ) throws {
        let id = Identifier<StaffTask>(now: now, random: random)
        try tx.execute(
            """
            INSERT INTO task (id, kind, record_id, request_id, letter_id, batch_id, opened_at, detail)
            VALUES (\(id), \(kind.rawValue), \(record), \(request), \(letter), \(batch), \(now), \(detail)) ON CONFLICT DO NOTHING
            """)
    }

    /// What is said now of a batch that a task is open about.
    package func describe(_ kind: StaffTask.Kind, about batch: Identifier<LetterBatch>, detail: String?) throws {
        try tx.execute(
            """
            UPDATE task SET detail = \(detail)
            WHERE batch_id = \(batch) AND record_id IS NULL AND kind = \(kind.rawValue) AND closed_at IS NULL
              AND detail IS DISTINCT FROM \(detail)
            """)
    }

    /// Open tasks, those about a batch first, for many letters hang on each; then oldest first.
    /// - Parameter kind: only those; nil for all.
    package func open(_ kind: StaffTask.Kind? = nil, limit: Int) throws -> [StaffTask] {
        try tx.query(
            """
            SELECT \(Self.columns) FROM task
            WHERE closed_at IS NULL AND kind = COALESCE(\(kind?.rawValue), kind)
            ORDER BY CASE WHEN batch_id IS NULL THEN 1 ELSE 0 END, opened_at, id LIMIT \(limit)
            """
        ).map(StaffTask.init)
    }

    /// How many are open.
    package func count(_ kind: StaffTask.Kind? = nil) throws -> Int {
        try tx.first("SELECT COUNT(*) AS count FROM task WHERE closed_at IS NULL AND kind = COALESCE(\(kind?.rawValue), kind)")?.count(
            "count") ?? 0
    }

    /// An open task.
    package func find(_ id: Identifier<StaffTask>) throws -> StaffTask? {
        try tx.first(
            "SELECT \(Self.columns) FROM task WHERE id = \(id) AND closed_at IS NULL"
        ).map(StaffTask.init)
    }

    /// False if there is no such open task.
    package func close(_ id: Identifier<StaffTask>, now: Instant) throws -> Bool {
        try tx.execute("UPDATE task SET closed_at = \(now) WHERE id = \(id) AND closed_at IS NULL") == 1
    }

    /// Deletes up to `limit` closed before `before`; how many went.
    package func prune(closedBefore before: Instant, limit: Int) throws -> Int {
        try tx.execute(
            "DELETE FROM task WHERE id IN (SELECT id FROM task WHERE closed_at < \(before) ORDER BY closed_at LIMIT \(limit))")
    }

    /// The open tasks about a batch.
    package func open(about batch: Identifier<LetterBatch>) throws -> [Identifier<StaffTask>] {
        try tx.query("SELECT id FROM task WHERE batch_id = \(batch) AND record_id IS NULL AND closed_at IS NULL").map { try $0.id("id") }
    }

    /// The open tasks of a kind that is about no file.
    package func open(_ kind: StaffTask.Kind) throws -> [Identifier<StaffTask>] {
        // Not a parameter: see `Quotas.Kind.literal`.
        try tx.query(
            "SELECT id FROM task WHERE kind = \(SQL(stringLiteral: "'\(kind.rawValue)'")) AND record_id IS NULL AND closed_at IS NULL"
        )
        .map { try $0.id("id") }
    }

    private static let columns: SQL = "id, kind, record_id, request_id, letter_id, batch_id, opened_at, detail"
}

extension StaffTask.Kind {
    package init(_ reason: StaffReason) {
        switch reason {
        case .deceased: self = .deceased
        case .noAddress: self = .noAddress
        case .undeliverableAddress: self = .undeliverableAddress
        case .unsureHandOver: self = .unsureHandOver
        case .emailDiffers: self = .emailDiffers
        case .returnedLetter: self = .returnedLetter
        }
    }
}
