extension Migration {
    /// The way in: requests, the counts that slow them, provisional passwords, robot proofs.
    static let access = Migration(
        number: 2, title: "access",
        statements: [
            """
            CREATE TABLE access_request (
              id TEXT NOT NULL PRIMARY KEY,
              number TEXT NOT NULL,
              role TEXT NOT NULL,
              language TEXT NOT NULL,
              state TEXT NOT NULL
                CHECK (state IN ('started', 'confirmed', 'dispatched', 'withStaff', 'closed', 'redeemed', 'lapsed')),
              channel TEXT CHECK (channel IN ('email', 'letter')),
              slow_lane BIGINT NOT NULL,
              network BYTEA NOT NULL,
              follow_up TEXT UNIQUE,
              started_at BIGINT NOT NULL,
              confirmed_at BIGINT,
              settled_at BIGINT,
              CHECK ((state = 'started' OR state = 'lapsed') OR (channel IS NOT NULL AND confirmed_at IS NOT NULL))
            )
            """,
            "CREATE INDEX access_request_open ON access_request (started_at) WHERE state = 'started'",
            """
            CREATE TABLE quota_event (
              id TEXT NOT NULL PRIMARY KEY,
              kind TEXT NOT NULL,
              subject BYTEA NOT NULL,
              at BIGINT NOT NULL
            )
            """,
            "CREATE INDEX quota_event_by_subject ON quota_event (kind, subject, at)",
            "CREATE INDEX quota_event_by_age ON quota_event (at)",
            """
            CREATE TABLE robot_claim (
              id BYTEA NOT NULL PRIMARY KEY,
              expires_at BIGINT NOT NULL
            )
            """,
            "CREATE INDEX robot_claim_by_age ON robot_claim (expires_at)",
            """
            CREATE TABLE provisional_password (
              id TEXT NOT NULL PRIMARY KEY,
              record_id TEXT NOT NULL REFERENCES pension_record (id),
              request_id TEXT NOT NULL REFERENCES access_request (id),
              dispatch_id TEXT NOT NULL,
              channel TEXT NOT NULL CHECK (channel IN ('email', 'letter')),
              digest BYTEA NOT NULL,
              key_id TEXT NOT NULL,
              made_at BIGINT NOT NULL,
              expires_at BIGINT NOT NULL,
              wrong_birth_dates BIGINT NOT NULL DEFAULT 0,
              used_at BIGINT,
              voided_at BIGINT,
              CHECK (used_at IS NULL OR voided_at IS NULL)
            )
            """,
            """
            CREATE INDEX provisional_password_alive ON provisional_password (record_id)
            WHERE used_at IS NULL AND voided_at IS NULL
            """,
            "CREATE UNIQUE INDEX provisional_password_by_digest ON provisional_password (record_id, digest)",
            "CREATE INDEX provisional_password_by_dispatch ON provisional_password (dispatch_id)",
        ])
}
