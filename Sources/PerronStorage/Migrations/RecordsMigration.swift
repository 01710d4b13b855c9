extension Migration {
    /// The registry's files, and what members said of themselves. Text keys: made by the application, so no identity column.
    static let records = Migration(
        number: 1, title: "records",
        statements: [
            """
            CREATE TABLE pension_record (
              id TEXT NOT NULL PRIMARY KEY,
              number TEXT NOT NULL UNIQUE,
              situation TEXT NOT NULL,
              civility TEXT,
              family_name TEXT NOT NULL,
              birth_name TEXT NOT NULL,
              given_names TEXT NOT NULL,
              birth_date TEXT,
              address_1 TEXT NOT NULL, address_2 TEXT NOT NULL, address_3 TEXT NOT NULL,
              address_4 TEXT NOT NULL, address_5 TEXT NOT NULL, address_6 TEXT NOT NULL,
              country TEXT,
              registry_email TEXT,
              former_email TEXT,
              email_changed_at BIGINT,
              telephone TEXT NOT NULL,
              last_seen_on TEXT,
              died_on TEXT,
              linked_number TEXT,
              representative TEXT,
              closed_at BIGINT,
              contents BYTEA NOT NULL,
              last_run TEXT NOT NULL,
              updated_at BIGINT NOT NULL,
              CHECK (LENGTH(number) IN (7, 9))
            )
            """,
            // A person's other files.
            "CREATE INDEX pension_record_by_link ON pension_record (linked_number) WHERE linked_number IS NOT NULL",
            """
            CREATE TABLE contact_point (
              id TEXT NOT NULL PRIMARY KEY,
              record_id TEXT NOT NULL REFERENCES pension_record (id),
              email TEXT NOT NULL,
              source TEXT NOT NULL CHECK (source IN ('member', 'staff')),
              given_at BIGINT NOT NULL,
              code_digest BYTEA,
              code_key TEXT,
              code_expires_at BIGINT,
              confirmed_at BIGINT,
              usable_from BIGINT,
              ended_at BIGINT
            )
            """,
            "CREATE INDEX contact_point_by_record ON contact_point (record_id)",
            // One confirmed address at a time: the member's own, which wins over the registry's.
            """
            CREATE UNIQUE INDEX contact_point_confirmed ON contact_point (record_id)
            WHERE confirmed_at IS NOT NULL AND ended_at IS NULL
            """,
        ])
}
