extension Migration {
    /// Imports of the registry: each run, and what it has still to apply.
    static let registry = Migration(
        number: 6, title: "registry",
        statements: [
            """
            CREATE TABLE import_run (
              id TEXT NOT NULL PRIMARY KEY,
              sha256 TEXT NOT NULL,
              state TEXT NOT NULL CHECK (state IN ('reading', 'applying', 'finished', 'refused', 'abandoned')),
              holder TEXT NOT NULL,
              closes_missing BIGINT NOT NULL,
              started_at BIGINT NOT NULL,
              finished_at BIGINT,
              lines BIGINT NOT NULL DEFAULT 0,
              refused BIGINT NOT NULL DEFAULT 0,
              added BIGINT NOT NULL DEFAULT 0,
              changed BIGINT NOT NULL DEFAULT 0,
              same BIGINT NOT NULL DEFAULT 0,
              reopened BIGINT NOT NULL DEFAULT 0,
              missing BIGINT NOT NULL DEFAULT 0,
              closed BIGINT NOT NULL DEFAULT 0,
              applied_to BIGINT NOT NULL DEFAULT 0
            )
            """,
            // One run at a time reads or applies, so what is staged is always its own.
            "CREATE UNIQUE INDEX import_run_open ON import_run ((1)) WHERE state IN ('reading', 'applying')",
            // Rows that are new or differ, in the order of their numbers: INTEGER, not BIGINT, makes the key the row's own place in
            // SQLite's file, so that staging, applying and deleting each walk it from end to end.
            """
            CREATE TABLE import_row (
              place INTEGER NOT NULL PRIMARY KEY,
              id TEXT NOT NULL,
              number TEXT NOT NULL,
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
              telephone TEXT NOT NULL,
              last_seen_on TEXT,
              died_on TEXT,
              linked_number TEXT,
              representative TEXT,
              contents BYTEA NOT NULL,
              email_changed BIGINT NOT NULL,
              reopened BIGINT NOT NULL
            )
            """,
            // Files that vanished from the export and are to be closed.
            """
            CREATE TABLE import_closing (
              place INTEGER NOT NULL PRIMARY KEY,
              record_id TEXT NOT NULL
            )
            """,
        ])
}
