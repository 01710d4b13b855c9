extension Migration {
    /// Letters that wait for want of budget, told apart from orders that are tried again.
    static let heldLetters = Migration(
        number: 7, title: "held letters",
        statements: [
            "ALTER TABLE dispatch ADD COLUMN held_at BIGINT",
            "ALTER TABLE dispatch ADD COLUMN released_at BIGINT",
            "CREATE INDEX dispatch_held ON dispatch (held_at, id) WHERE held_at IS NOT NULL AND state = 'pending'",
        ])
}
