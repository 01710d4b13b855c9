extension Migration {
    /// Accounts, their sessions, the browsers they recognise, and the tries that fail.
    static let accounts = Migration(
        number: 3, title: "accounts",
        statements: [
            """
            CREATE TABLE account (
              record_id TEXT NOT NULL PRIMARY KEY REFERENCES pension_record (id),
              password TEXT NOT NULL,
              opened_at BIGINT NOT NULL,
              password_set_at BIGINT NOT NULL
            )
            """,
            """
            CREATE TABLE member_session (
              id TEXT NOT NULL PRIMARY KEY,
              token_digest BYTEA NOT NULL UNIQUE,
              record_id TEXT NOT NULL REFERENCES pension_record (id),
              provisional_id TEXT REFERENCES provisional_password (id),
              started_at BIGINT NOT NULL,
              seen_at BIGINT NOT NULL,
              ended_at BIGINT
            )
            """,
            "CREATE INDEX member_session_alive ON member_session (record_id) WHERE ended_at IS NULL",
            """
            CREATE TABLE recognised_browser (
              id TEXT NOT NULL PRIMARY KEY,
              token_digest BYTEA NOT NULL UNIQUE,
              record_id TEXT NOT NULL REFERENCES pension_record (id),
              since BIGINT NOT NULL,
              expires_at BIGINT NOT NULL,
              ended_at BIGINT
            )
            """,
            "CREATE INDEX recognised_browser_alive ON recognised_browser (record_id) WHERE ended_at IS NULL",
            """
            CREATE TABLE sign_in (
              id TEXT NOT NULL PRIMARY KEY,
              record_id TEXT NOT NULL REFERENCES pension_record (id),
              at BIGINT NOT NULL,
              means TEXT NOT NULL CHECK (means IN ('password', 'provisional'))
            )
            """,
            "CREATE INDEX sign_in_by_record ON sign_in (record_id, at)",
        ])
}
