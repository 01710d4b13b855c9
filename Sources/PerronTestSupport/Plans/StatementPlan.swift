import PerronStorage

/// How an engine finds a statement's rows.
struct StatementPlan: Sendable {
    /// Tables of which it looks at every row, or at every entry of an index that has one for every row.
    let walked: Set<String>

    init(of statement: SQL, in tx: any Transaction, _ dialect: Dialect) throws {
        switch dialect {
        case .sqlite: walked = try Self.walkedBySQLite(statement, tx)
        case .postgres: walked = try Self.walkedByPostgres(statement, tx)
        }
    }

    /// Without statistics it takes an index wherever one will do.
    private static func walkedBySQLite(_ statement: SQL, _ tx: any Transaction) throws -> Set<String> {
        let partial = try Set(
            tx.query("SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE '%WHERE%'").map { try $0.text("name") })
        let steps = try tx.query(explained(statement, "EXPLAIN QUERY PLAN ")).map { row in
            try row.text("detail").split(separator: " ").map(String.init)
        }
        // A statement's own subqueries, by their names.
        let inner = Set(steps.filter { ["CO-ROUTINE", "MATERIALIZE"].contains($0[0]) }.compactMap { $0.dropFirst().first })
        return steps.reduce(into: []) { walked, words in
            // SCAN table USING [COVERING] INDEX name
            guard words.count >= 2, words[0] == "SCAN", words[1] != "CONSTANT", !inner.contains(words[1]) else { return }
            if let index = words.firstIndex(of: "INDEX"), partial.contains(words[index + 1]) { return }
            walked.insert(words[1])
        }
    }

    /// Told that walking a table costs much, and joining whole tables too, it does so only where no index will do: with few rows as with many.
    private static func walkedByPostgres(_ statement: SQL, _ tx: any Transaction) throws -> Set<String> {
        for way in ["seqscan", "hashjoin", "mergejoin"] { _ = try tx.query("SET LOCAL enable_\(SQL(stringLiteral: way)) = off") }
        let partial = try Set(
            tx.query("SELECT CAST(indexrelid AS REGCLASS)::TEXT AS name FROM pg_index WHERE indpred IS NOT NULL").map { row in
                try row.text("name").split(separator: ".").last.map(String.init) ?? ""
            })
        let plan = try tx.query(explained(statement, "EXPLAIN ")).map { try $0.text("QUERY PLAN") }.joined(separator: "\n")
        // Each node with its conditions.
        return plan.split(separator: "->").reduce(into: []) { walked, node in
            if let scan = node.firstMatch(of: /Seq Scan on (\w+)/) { walked.insert(String(scan.1)) }
            guard let scan = node.firstMatch(of: /Index (?:Only )?Scan (?:Backward )?(?:using (\w+) )?on (\w+)/) else { return }
            // A bitmap names its index alone.
            let index = String(scan.1 ?? scan.2)
            if !node.contains("Index Cond:"), !partial.contains(index) { walked.insert(String(scan.2)) }
        }
    }

    private static func explained(_ statement: SQL, _ word: String) -> SQL {
        SQL(SQL(stringLiteral: word + statement.text), with: statement.values)
    }
}
