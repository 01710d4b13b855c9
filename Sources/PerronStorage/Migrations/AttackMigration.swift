extension Migration {
    /// What tells of an attack, and what keeps members' orders in front of a flood's.
    static let attacks = Migration(
        number: 11, title: "attacks",
        statements: [
            // How many sign-ins failed and succeeded, by windows of ten minutes.
            """
            CREATE TABLE sign_in_window (
              starts_at BIGINT NOT NULL PRIMARY KEY,
              tries BIGINT NOT NULL,
              failures BIGINT NOT NULL,
              CHECK (failures BETWEEN 0 AND tries)
            )
            """,
            "CREATE INDEX quota_event_failed_sign_ins ON quota_event (kind, at) WHERE kind = 'failedSignInFromNetwork'",
            """
            CREATE TABLE alarm (
              name TEXT NOT NULL PRIMARY KEY,
              raised_at BIGINT NOT NULL,
              until BIGINT NOT NULL
            )
            """,
            // That sign-ins fail is said once.
            "CREATE UNIQUE INDEX task_failing_sign_ins ON task (kind) WHERE closed_at IS NULL AND kind = 'failingSignIns'",
            // Orders of a network that asks often wait for those of others: see `DispatchTurn`.
            "ALTER TABLE dispatch ADD COLUMN turn BIGINT NOT NULL DEFAULT 0",
            "DROP INDEX dispatch_due_emails",
            "DROP INDEX dispatch_due_letters",
            """
            CREATE INDEX dispatch_due_emails ON dispatch (turn, due_at, id)
            WHERE state IN ('pending', 'handingOver') AND (channel = 'email' AND held_at IS NULL AND released_at IS NULL)
            """,
            """
            CREATE INDEX dispatch_due_letters ON dispatch (turn, due_at, id)
            WHERE state IN ('pending', 'handingOver') AND (channel = 'letter' OR held_at IS NOT NULL OR released_at IS NOT NULL)
            """,
        ])
}
