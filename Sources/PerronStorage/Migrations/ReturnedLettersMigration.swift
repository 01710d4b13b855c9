extension Migration {
    /// Letters that came back, found by the number that they bear, and the addresses that they came back from; the letters of a month;
    /// codes whose holders were reminded of them; the letters that the fund sends to itself.
    static let returnedLetters = Migration(number: 13, title: "returned letters", statements: returned + monthly + reminders + tests)

    private static let returned: [SQL] = [
        // The number is the end of the id: see `LetterNumber`.
        "CREATE UNIQUE INDEX letter_by_number ON letter (substr(id, 17))",
        "ALTER TABLE letter ADD COLUMN address_digest BYTEA",
        "ALTER TABLE letter ADD COLUMN address_key TEXT",
        "ALTER TABLE letter ADD COLUMN returned_at BIGINT",
        """
        CREATE TABLE returned_address (
          record_id TEXT NOT NULL PRIMARY KEY REFERENCES pension_record (id),
          digest BYTEA NOT NULL,
          key_id TEXT NOT NULL,
          returned_at BIGINT NOT NULL
        )
        """,
    ]

    private static let monthly: [SQL] = [
        "ALTER TABLE dispatch ADD COLUMN held_by TEXT",
        // What left of this month before months were counted.
        """
        INSERT INTO letter_day (day, source, letters)
        SELECT substr(day, 1, 8) || '01', 'month', CAST(SUM(letters) AS BIGINT) FROM letter_day WHERE source = 'all'
        GROUP BY substr(day, 1, 8) || '01'
        """,
        // That letters are nearly spent is said once.
        """
        CREATE UNIQUE INDEX task_nearly_spent ON task (kind)
        WHERE closed_at IS NULL AND kind IN ('dayNearlySpent', 'monthNearlySpent')
        """,
    ]

    private static let reminders: [SQL] = [
        "ALTER TABLE provisional_password ADD COLUMN reminded_at BIGINT",
        """
        CREATE INDEX provisional_password_to_remind ON provisional_password (expires_at)
        WHERE channel = 'letter' AND used_at IS NULL AND voided_at IS NULL AND reminded_at IS NULL
        """,
    ]

    private static let tests: [SQL] = [
        // One a day; it has no batch once it was taken out of it.
        """
        CREATE TABLE test_letter (
          day TEXT NOT NULL PRIMARY KEY,
          id TEXT NOT NULL UNIQUE,
          batch_id TEXT UNIQUE REFERENCES letter_batch (id),
          left_at BIGINT
        )
        """
    ]
}
