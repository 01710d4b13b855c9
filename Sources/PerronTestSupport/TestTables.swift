import PerronStorage

/// What only tests ask of a database, in either engine's words.
extension Transaction {
    package func tables(_ dialect: Dialect) throws -> [String] {
        let names: SQL =
            switch dialect {
            case .sqlite: "SELECT name FROM sqlite_master WHERE type = 'table'"
            case .postgres: "SELECT CAST(tablename AS TEXT) AS name FROM pg_tables WHERE schemaname = current_schema()"
            }
        return try query(names).map { try $0.text("name") }
    }

    /// Rows of every table, by its name.
    package func rowCounts(_ dialect: Dialect) throws -> [String: Int] {
        try tables(dialect).reduce(into: [:]) { counts, table in
            counts[table] = try first("SELECT COUNT(*) AS count FROM \(SQL(stringLiteral: table))")?.count("count")
        }
    }

    /// Every row of every table, with all that is in it, as text.
    package func everyRow(_ dialect: Dialect) throws -> [String: [String]] {
        try tables(dialect).reduce(into: [:]) { all, table in
            let row: String
            switch dialect {
            case .sqlite:
                let columns = try query("SELECT name FROM pragma_table_info(\(table))").map { try $0.text("name") }
                row = columns.map { "QUOTE(\"\($0)\")" }.joined(separator: " || '|' || ")
            case .postgres: row = "CAST(\(table) AS TEXT)"
            }
            all[table] = try query("SELECT \(SQL(stringLiteral: row)) AS row FROM \(SQL(stringLiteral: table)) ORDER BY 1")
                .map { try $0.text("row") }
        }
    }
}
