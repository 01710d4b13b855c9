extension Migration {
    /// Each lane of the outbox finds its own orders at once, doubts are counted, and a batch is asked about once.
    static let dispatchLanes = Migration(
        number: 8, title: "dispatch lanes",
        statements: [
            "ALTER TABLE dispatch ADD COLUMN doubts BIGINT NOT NULL DEFAULT 0",
            // What a lease looks for, word for word: see `DispatchLane`.
            """
            CREATE INDEX dispatch_due_emails ON dispatch (due_at, id)
            WHERE state IN ('pending', 'handingOver') AND (channel = 'email' AND held_at IS NULL AND released_at IS NULL)
            """,
            """
            CREATE INDEX dispatch_due_letters ON dispatch (due_at, id)
            WHERE state IN ('pending', 'handingOver') AND (channel = 'letter' OR held_at IS NOT NULL OR released_at IS NOT NULL)
            """,
            "CREATE INDEX notice_due_first ON notice (due_at, id) WHERE state = 'pending' AND kind <> 'emailReplaced'",
            // An address that a notice went to is needed no more.
            "UPDATE notice SET email = NULL WHERE state = 'settled'",
            // The same question about the same batch is asked once.
            """
            CREATE UNIQUE INDEX task_once_of_batch ON task (kind, batch_id)
            WHERE closed_at IS NULL AND batch_id IS NOT NULL AND record_id IS NULL
            """,
        ])
}
