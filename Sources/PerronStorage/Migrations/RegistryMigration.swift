extension Migration {
    /// Imports of the registry: each run, and the rows that wait to be applied.
    static let registry = Migration(
        number: 6, title: "registry",
        statements: [
            """
            CREATE TABLE import_run (
              id TEXT NOT NULL PRIMARY KEY,
              sha256 TEXT NOT NULL,
              state TEXT NOT NULL CHECK (state IN ('reading', 'applying', 'finished', 'refused', 'abandoned')),
              started_at BIGINT NOT NULL,
              finished_at BIGINT,
              lines BIGINT NOT NULL DEFAULT 0,
              refused BIGINT NOT NULL DEFAULT 0,
              added BIGINT NOT NULL DEFAULT 0,
              changed BIGINT NOT NULL DEFAULT 0,
              same BIGINT NOT NULL DEFAULT 0,
              missing BIGINT NOT NULL DEFAULT 0,
              closed BIGINT NOT NULL DEFAULT 0,
              applied_to BIGINT NOT NULL DEFAULT 0
            )
            """,
            """
            CREATE TABLE import_row (
              run_id TEXT NOT NULL REFERENCES import_run (id),
              line BIGINT NOT NULL,
              number TEXT NOT NULL,
              contents BYTEA NOT NULL,
              fields TEXT NOT NULL,
              PRIMARY KEY (run_id, line),
              UNIQUE (run_id, number)
            )
            """,
        ])
}
