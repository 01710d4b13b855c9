extension Migration {
    /// The outbox: orders, letters and their batches, notices, and what needs a person.
    static let delivery = Migration(
        number: 4, title: "delivery",
        statements: [
            """
            CREATE TABLE dispatch (
              id TEXT NOT NULL PRIMARY KEY,
              request_id TEXT NOT NULL REFERENCES access_request (id),
              channel TEXT NOT NULL CHECK (channel IN ('email', 'letter')),
              state TEXT NOT NULL CHECK (state IN ('pending', 'handingOver', 'settled', 'unsure')),
              attempts BIGINT NOT NULL DEFAULT 0,
              due_at BIGINT NOT NULL,
              leased_until BIGINT,
              outcome TEXT,
              created_at BIGINT NOT NULL,
              settled_at BIGINT
            )
            """,
            "CREATE INDEX dispatch_due ON dispatch (due_at) WHERE state IN ('pending', 'handingOver')",
            "CREATE INDEX dispatch_by_request ON dispatch (request_id)",
            """
            CREATE TABLE notice (
              id TEXT NOT NULL PRIMARY KEY,
              record_id TEXT NOT NULL REFERENCES pension_record (id),
              kind TEXT NOT NULL,
              email TEXT,
              language TEXT NOT NULL,
              about_at BIGINT NOT NULL,
              state TEXT NOT NULL CHECK (state IN ('pending', 'settled')),
              attempts BIGINT NOT NULL DEFAULT 0,
              due_at BIGINT NOT NULL,
              leased_until BIGINT,
              outcome TEXT,
              settled_at BIGINT
            )
            """,
            "CREATE INDEX notice_due ON notice (due_at) WHERE state = 'pending'",
            """
            CREATE TABLE letter_batch (
              id TEXT NOT NULL PRIMARY KEY,
              posting_day TEXT NOT NULL,
              state TEXT NOT NULL CHECK (state IN ('open', 'written', 'handedOver', 'unsure')),
              opened_at BIGINT NOT NULL,
              handed_over_at BIGINT,
              letters BIGINT NOT NULL DEFAULT 0,
              sha256 TEXT
            )
            """,
            "CREATE INDEX letter_batch_unfinished ON letter_batch (opened_at) WHERE state IN ('open', 'written')",
            """
            CREATE TABLE letter (
              id TEXT NOT NULL PRIMARY KEY,
              record_id TEXT NOT NULL REFERENCES pension_record (id),
              dispatch_id TEXT UNIQUE REFERENCES dispatch (id),
              notice_id TEXT UNIQUE REFERENCES notice (id),
              provisional_id TEXT REFERENCES provisional_password (id),
              language TEXT NOT NULL,
              posting_day TEXT NOT NULL,
              last_day TEXT,
              state TEXT NOT NULL CHECK (state IN ('waiting', 'batched', 'handedOver', 'unsure', 'setAside', 'withdrawn')),
              batch_id TEXT REFERENCES letter_batch (id),
              spool BYTEA,
              spool_key TEXT,
              made_at BIGINT NOT NULL,
              handed_over_at BIGINT,
              CHECK (dispatch_id IS NOT NULL OR notice_id IS NOT NULL),
              CHECK (state NOT IN ('waiting', 'withdrawn') OR batch_id IS NULL),
              CHECK (state IN ('waiting', 'withdrawn') OR batch_id IS NOT NULL),
              CHECK (state NOT IN ('waiting', 'batched') OR spool IS NOT NULL)
            )
            """,
            "CREATE INDEX letter_waiting ON letter (posting_day) WHERE state = 'waiting'",
            "CREATE INDEX letter_by_batch ON letter (batch_id)",
            """
            CREATE TABLE task (
              id TEXT NOT NULL PRIMARY KEY,
              kind TEXT NOT NULL,
              record_id TEXT REFERENCES pension_record (id),
              request_id TEXT REFERENCES access_request (id),
              letter_id TEXT REFERENCES letter (id),
              batch_id TEXT REFERENCES letter_batch (id),
              opened_at BIGINT NOT NULL,
              closed_at BIGINT
            )
            """,
            "CREATE INDEX task_open ON task (opened_at) WHERE closed_at IS NULL",
            // The same question about the same file is asked once.
            "CREATE UNIQUE INDEX task_once ON task (kind, record_id) WHERE closed_at IS NULL AND record_id IS NOT NULL",
            // That letters wait is said once.
            "CREATE UNIQUE INDEX task_letters_held ON task (kind) WHERE closed_at IS NULL AND kind = 'lettersHeld'",
            """
            CREATE TABLE letter_day (
              day TEXT NOT NULL,
              source TEXT NOT NULL,
              letters BIGINT NOT NULL,
              PRIMARY KEY (day, source)
            )
            """,
            // Which requests' codes have run out.
            "CREATE INDEX access_request_dispatched ON access_request (settled_at) WHERE state = 'dispatched'",
            "CREATE INDEX provisional_password_by_request ON provisional_password (request_id)",
        ])
}
