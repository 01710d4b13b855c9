extension Migration {
    /// How members want to be written to.
    static let preferences = Migration(
        number: 14, title: "preferences",
        statements: [
            """
            CREATE TABLE member_preference (
              record_id TEXT NOT NULL PRIMARY KEY REFERENCES pension_record (id),
              language TEXT CHECK (language IN ('fr', 'en')),
              large_print BIGINT NOT NULL CHECK (large_print IN (0, 1)),
              set_at BIGINT NOT NULL
            )
            """
        ])
}
