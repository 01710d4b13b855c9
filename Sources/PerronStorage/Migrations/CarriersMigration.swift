extension Migration {
    /// Batches that a mail house's server or a printer has, and has yet to confirm; carriers that are away for a while.
    static let carriers = Migration(
        number: 16, title: "carriers",
        statements: [
            // When it was taken over, as far as it was said; the spool is wiped once that is confirmed.
            "ALTER TABLE letter_batch ADD COLUMN sent_at BIGINT",
            // When its carrier is asked again; at once where null.
            "ALTER TABLE letter_batch ADD COLUMN due_at BIGINT",
            "ALTER TABLE letter_batch ADD COLUMN failing_since BIGINT",
            // What the carrier said last, in its own words.
            "ALTER TABLE letter_batch ADD COLUMN trouble TEXT",
            // Counts how often it was written anew, so that a printer's jobs for the former ones are told apart.
            "ALTER TABLE letter_batch ADD COLUMN edition BIGINT NOT NULL DEFAULT 1",
            "ALTER TABLE task ADD COLUMN detail TEXT",
        ])
}
