extension Migration {
    /// An import applies its export directly: what waited on a stage is found again by giving the same file.
    static let stageless = Migration(
        number: 10, title: "imports without a stage",
        statements: [
            "DROP TABLE import_row",
            "DROP TABLE import_closing",
            "ALTER TABLE import_run DROP COLUMN applied_to",
        ])
}
