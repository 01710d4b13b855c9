extension Migration {
    /// Sessions and browsers put in order, and what finds the rows whose time is over.
    static let retention = Migration(
        number: 9, title: "sessions and pruning",
        statements: browsersOfSeveralFiles + [
            // One request for each offer to renew.
            "ALTER TABLE access_request ADD COLUMN renewal BYTEA",
            "CREATE UNIQUE INDEX access_request_renewal ON access_request (renewal) WHERE renewal IS NOT NULL",
            // Where the audit log begins, once its oldest events have been pruned: the last of them, and its seal.
            """
            CREATE TABLE audit_beginning (
              id BIGINT NOT NULL PRIMARY KEY CHECK (id = 1),
              number BIGINT NOT NULL,
              seal BYTEA NOT NULL
            )
            """,
        ] + indexes)

    /// A browser may be known for several files: the pair is unique, where the cookie alone was.
    private static let browsersOfSeveralFiles: [SQL] = [
        """
        CREATE TABLE recognised_browser_of_file (
          id TEXT NOT NULL PRIMARY KEY,
          token_digest BYTEA NOT NULL,
          record_id TEXT NOT NULL REFERENCES pension_record (id),
          since BIGINT NOT NULL,
          expires_at BIGINT NOT NULL,
          ended_at BIGINT,
          UNIQUE (token_digest, record_id)
        )
        """,
        """
        INSERT INTO recognised_browser_of_file (id, token_digest, record_id, since, expires_at, ended_at)
        SELECT id, token_digest, record_id, since, expires_at, ended_at FROM recognised_browser
        """,
        "DROP TABLE recognised_browser",
        "ALTER TABLE recognised_browser_of_file RENAME TO recognised_browser",
        "CREATE INDEX recognised_browser_alive ON recognised_browser (record_id) WHERE ended_at IS NULL",
    ]

    /// What goes first, and what refers to it.
    private static let indexes: [SQL] = [
        "CREATE INDEX recognised_browser_by_end ON recognised_browser (expires_at)",
        "CREATE INDEX recognised_browser_ended ON recognised_browser (ended_at) WHERE ended_at IS NOT NULL",
        "CREATE INDEX member_session_by_age ON member_session (started_at)",
        "CREATE INDEX member_session_by_code ON member_session (provisional_id) WHERE provisional_id IS NOT NULL",
        "CREATE INDEX sign_in_by_age ON sign_in (at)",
        "CREATE INDEX access_request_forgotten ON access_request (started_at) WHERE state = 'lapsed' AND confirmed_at IS NULL",
        "CREATE INDEX access_request_by_age ON access_request (confirmed_at) WHERE confirmed_at IS NOT NULL",
        "CREATE INDEX provisional_password_by_age ON provisional_password (expires_at)",
        "CREATE INDEX letter_by_code ON letter (provisional_id) WHERE provisional_id IS NOT NULL",
        "CREATE INDEX notice_by_age ON notice (settled_at) WHERE settled_at IS NOT NULL",
        "CREATE INDEX contact_point_ended ON contact_point (ended_at) WHERE ended_at IS NOT NULL",
        "CREATE INDEX task_closed ON task (closed_at) WHERE closed_at IS NOT NULL",
        "CREATE INDEX task_by_request ON task (request_id) WHERE request_id IS NOT NULL",
        "CREATE INDEX task_by_letter ON task (letter_id) WHERE letter_id IS NOT NULL",
    ]
}
