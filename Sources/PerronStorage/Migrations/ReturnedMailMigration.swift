extension Migration {
    /// E-mails that come back are known again, and addresses that don't exist are written to no more.
    static let returnedMail = Migration(
        number: 12, title: "returned mail",
        statements: [
            // The token of the return path, and a keyed digest of the address that the e-mail went to.
            "ALTER TABLE dispatch ADD COLUMN return_token BYTEA",
            "ALTER TABLE dispatch ADD COLUMN sent_to BYTEA",
            "ALTER TABLE dispatch ADD COLUMN returned_at BIGINT",
            "CREATE UNIQUE INDEX dispatch_by_return ON dispatch (return_token) WHERE return_token IS NOT NULL",
            "ALTER TABLE notice ADD COLUMN return_token BYTEA",
            "ALTER TABLE notice ADD COLUMN sent_to BYTEA",
            "ALTER TABLE notice ADD COLUMN returned_at BIGINT",
            "CREATE UNIQUE INDEX notice_by_return ON notice (return_token) WHERE return_token IS NOT NULL",
            """
            CREATE TABLE dead_address (
              address TEXT NOT NULL PRIMARY KEY,
              status TEXT NOT NULL,
              since BIGINT NOT NULL
            )
            """,
            "CREATE INDEX dead_address_by_age ON dead_address (since)",
        ])
}
