extension Migration {
    /// The audit log: append-only, ids only. The sealer numbers and chains what has been written (CNIL 2021-122).
    static let audit = Migration(
        number: 5, title: "audit",
        statements: [
            """
            CREATE TABLE audit_event (
              id TEXT NOT NULL PRIMARY KEY,
              at BIGINT NOT NULL,
              verb TEXT NOT NULL,
              subject TEXT NOT NULL,
              object TEXT,
              detail TEXT,
              seal_number BIGINT UNIQUE,
              seal BYTEA
            )
            """,
            "CREATE INDEX audit_event_unsealed ON audit_event (id) WHERE seal_number IS NULL",
            "CREATE INDEX audit_event_by_subject ON audit_event (subject, at)",
            """
            CREATE TABLE lease (
              name TEXT NOT NULL PRIMARY KEY,
              holder TEXT NOT NULL,
              until BIGINT NOT NULL
            )
            """,
        ])
}
