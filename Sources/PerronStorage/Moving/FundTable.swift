/// A table of the schema, as far as it must be known to be moved to another database.
package struct FundTable: Sendable {
    package let name: String
    /// The columns of its primary key, which both engines sort alike: rows are walked in their order.
    package let key: [String]

    private init(_ name: String, key: String...) {
        (self.name, self.key) = (name, key)
    }

    package func key(of row: Row) throws -> [SQLValue] {
        try key.map { try row.value($0) }
    }

    /// Every table but those that say which schema it is; each stands after those that its rows refer to.
    package static let all: [FundTable] = [
        FundTable("pension_record", key: "id"),
        FundTable("contact_point", key: "id"),
        FundTable("member_preference", key: "record_id"),
        FundTable("access_request", key: "id"),
        FundTable("quota_event", key: "id"),
        FundTable("robot_claim", key: "id"),
        FundTable("provisional_password", key: "id"),
        FundTable("account", key: "record_id"),
        FundTable("member_session", key: "id"),
        FundTable("recognised_browser", key: "id"),
        FundTable("sign_in", key: "id"),
        FundTable("sign_in_window", key: "starts_at"),
        FundTable("alarm", key: "name"),
        FundTable("dispatch", key: "id"),
        FundTable("notice", key: "id"),
        FundTable("letter_batch", key: "id"),
        FundTable("letter_day", key: "day", "source"),
        FundTable("letter", key: "id"),
        FundTable("test_letter", key: "day"),
        FundTable("returned_address", key: "record_id"),
        FundTable("dead_address", key: "address"),
        FundTable("task", key: "id"),
        FundTable("audit_event", key: "id"),
        FundTable("audit_beginning", key: "id"),
        FundTable("lease", key: "name"),
        FundTable("import_run", key: "id"),
    ]
}

/// The rows of one table, whatever its columns are.
package struct FundRows {
    private let tx: any Transaction
    private let table: FundTable

    package init(_ tx: any Transaction, of table: FundTable) {
        (self.tx, self.table) = (tx, table)
    }

    package func count() throws -> Int {
        try tx.first("SELECT COUNT(*) AS count FROM \(name)")?.count("count") ?? 0
    }

    package func isEmpty() throws -> Bool {
        try tx.first("SELECT 1 AS one FROM \(name) LIMIT 1") == nil
    }

    /// In the order of their keys, from behind one on; at most `limit`.
    package func page(after key: [SQLValue]?, limit: Int) throws -> [Row] {
        let columns = table.key.joined(separator: ", ")
        let places = table.key.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
        let condition = key == nil ? "" : "WHERE (\(columns)) > (\(places))"
        let text = "SELECT * FROM \(table.name) \(condition) ORDER BY \(columns) LIMIT \(limit)"
        return try tx.query(SQL(SQL(stringLiteral: text), with: key ?? []))
    }

    /// - Parameter rows: with the columns that the table has here.
    package func insert(_ rows: [Row]) throws {
        guard let first = rows.first else { return }
        var packed = PackedRows(width: first.columns.count)
        for row in rows { packed.append(row.values) }
        let places = first.columns.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
        let text = "INSERT INTO \(table.name) (\(first.columns.joined(separator: ", "))) VALUES (\(places))"
        try tx.execute(SQL(stringLiteral: text), forEach: packed)
    }

    private var name: SQL { SQL(stringLiteral: table.name) }
}
