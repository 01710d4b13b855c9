import PerronDomain

/// What a member is told after the fact: a password chosen, a code voided, an address to confirm.
package struct Notice: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
        /// A password was chosen with a provisional one.
        case passwordChosen
        /// A password was changed from inside the space.
        case passwordChanged
        /// A first opening by e-mail, told by letter.
        case openedByEmail
        /// Five wrong birth dates voided a code.
        case codeVoided
        /// Carries a code, made when it is sent, that proves an address which the member gave.
        case confirmEmail
        /// The registry has another address; goes to those it had before.
        case emailReplaced
        /// The post brought a letter back.
        case letterReturned
        /// A code that left by letter runs out soon.
        case codeExpires
    }

    package let id: Identifier<Notice>
    package let recordID: Identifier<PensionRecord>
    package let kind: Kind
    /// Nil for a notice by letter.
    package let email: EmailAddress?
    package let language: Language
    /// When what it tells of happened.
    package let aboutAt: Instant
    package let attempts: Int

    package init(
        id: Identifier<Notice>, recordID: Identifier<PensionRecord>, kind: Kind, email: EmailAddress?, language: Language, aboutAt: Instant
    ) {
        self.id = id
        self.recordID = recordID
        self.kind = kind
        self.email = email
        self.language = language
        self.aboutAt = aboutAt
        attempts = 0
    }

    init(row: Row) throws {
        id = try row.id("id")
        recordID = try row.id("record_id")
        kind = try row.choice("kind")
        email = try row.optionalText("email").flatMap(EmailAddress.init)
        language = try row.choice("language")
        aboutAt = try row.instant("about_at")
        attempts = try row.count("attempts")
    }
}

package struct Notices {
    private let tx: any Transaction

    package init(_ tx: any Transaction) {
        self.tx = tx
    }

    package func enqueue(_ notice: Notice) throws {
        try insert(notice, reprinting: nil, due: notice.aboutAt)
    }

    /// A letter in place of one whose page was spoiled.
    /// - Throws: `DatabaseError.duplicate` for a second one in the same place.
    package func enqueue(_ notice: Notice, reprinting letter: Identifier<Letter>, now: Instant) throws {
        try insert(notice, reprinting: letter, due: now)
    }

    private func insert(_ notice: Notice, reprinting letter: Identifier<Letter>?, due: Instant) throws {
        try tx.execute(
            """
            INSERT INTO notice (id, record_id, kind, email, language, about_at, state, due_at, reprints)
            VALUES (\(notice.id), \(notice.recordID), \(notice.kind.rawValue), \(notice.email), \(notice.language), \(notice.aboutAt),
                    'pending', \(due), \(letter))
            """)
    }

    package func find(_ id: Identifier<Notice>) throws -> Notice? {
        try tx.first("SELECT id, record_id, kind, email, language, about_at, attempts FROM notice WHERE id = \(id)").map(Notice.init)
    }

    /// Takes the oldest due notice that nobody holds; see `Outbox.lease`. Those of replaced addresses come last: an import makes them by
    /// the hundred thousand, and nobody sits waiting for one.
    package func lease(now: Instant, until: Instant, dialect: Dialect) throws -> Notice? {
        let oldest =
            try oldest("kind <> 'emailReplaced'", now: now, dialect: dialect)
            ?? oldest("kind = 'emailReplaced'", now: now, dialect: dialect)
        guard let id = oldest else { return nil }
        return try tx.first(
            """
            UPDATE notice SET leased_until = \(until), attempts = attempts + 1 WHERE id = \(id)
            RETURNING id, record_id, kind, email, language, about_at, attempts
            """
        ).map(Notice.init)
    }

    /// Whether this lease is the notice's last and nothing has ended it; see `Outbox.isHeld`.
    package func isHeld(_ lease: Notice) throws -> Bool {
        try tx.execute(
            "UPDATE notice SET attempts = attempts WHERE id = \(lease.id) AND attempts = \(lease.attempts) AND state = 'pending'") == 1
    }

    /// Records that its message is about to leave, to know it again if it comes back. Like what follows: false, and nothing done, if the
    /// lease is lost.
    @discardableResult
    package func markHandingOver(_ lease: Notice, trace: EmailTrace) throws -> Bool {
        try tx.execute(
            """
            UPDATE notice SET return_token = \(trace.token.bytes), sent_to = \(trace.sentTo)
            WHERE id = \(lease.id) AND attempts = \(lease.attempts) AND state = 'pending'
            """) == 1
    }

    /// Ends a notice and forgets the address it went to.
    @discardableResult
    package func settle(_ lease: Notice, outcome: String, now: Instant) throws -> Bool {
        try tx.execute(
            """
            UPDATE notice SET state = 'settled', outcome = \(outcome), settled_at = \(now), leased_until = NULL, email = NULL
            WHERE id = \(lease.id) AND attempts = \(lease.attempts) AND state = 'pending'
            """) == 1
    }

    @discardableResult
    package func postpone(_ lease: Notice, until due: Instant) throws -> Bool {
        try tx.execute(
            """
            UPDATE notice SET due_at = \(due), leased_until = NULL
            WHERE id = \(lease.id) AND attempts = \(lease.attempts) AND state = 'pending'
            """) == 1
    }

    private func oldest(_ kinds: SQL, now: Instant, dialect: Dialect) throws -> Identifier<Notice>? {
        try tx.first(
            """
            SELECT id FROM notice
            WHERE state = 'pending' AND \(kinds) AND due_at <= \(now)
              AND (leased_until IS NULL OR leased_until < \(now) OR leased_until > \(now.adding(Leases.longestTerm)))
            ORDER BY due_at, id LIMIT 1\(dialect.skipLocked)
            """
        )?.id("id")
    }

    /// Up to `limit` notices settled before `before` whose letters have gone or never will.
    package func finished(settledBefore before: Instant, limit: Int) throws -> [Identifier<Notice>] {
        try tx.query(
            """
            SELECT notice.id FROM notice WHERE notice.settled_at < \(before)
              AND NOT EXISTS (SELECT 1 FROM letter LEFT JOIN task ON task.letter_id = letter.id AND task.closed_at IS NULL
                WHERE letter.notice_id = notice.id AND (letter.state IN ('waiting', 'batched', 'unsure') OR task.id IS NOT NULL))
            ORDER BY notice.settled_at LIMIT \(limit)
            """
        ).map { try $0.id("id") }
    }

    /// Deletes a finished notice with its letter and closed tasks.
    package func delete(_ id: Identifier<Notice>) throws {
        try tx.execute("DELETE FROM task WHERE letter_id IN (SELECT id FROM letter WHERE notice_id = \(id))")
        try tx.execute("DELETE FROM letter WHERE notice_id = \(id)")
        try tx.execute("DELETE FROM notice WHERE id = \(id)")
    }
}
