extension Migration {
    /// What is told of a letter without opening it: where it goes, and that another takes its place because its page was spoiled.
    static let lettersInHand = Migration(
        number: 15, title: "letters in hand",
        statements: [
            "ALTER TABLE letter ADD COLUMN territory TEXT",
            "ALTER TABLE letter ADD COLUMN replaced_at BIGINT",
            // The letter whose page was spoiled; it may be forgotten before what replaces it, so this refers to it by name alone.
            "ALTER TABLE dispatch ADD COLUMN reprints TEXT",
            "ALTER TABLE notice ADD COLUMN reprints TEXT",
            "CREATE UNIQUE INDEX dispatch_by_reprinted ON dispatch (reprints) WHERE reprints IS NOT NULL",
            "CREATE UNIQUE INDEX notice_by_reprinted ON notice (reprints) WHERE reprints IS NOT NULL",
        ])
}
