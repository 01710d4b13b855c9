import CPQ
import PerronStorage

/// An INSERT of one row's values, made into one of many rows': each parameter becomes a list that holds a value for each row. The server works
/// such a statement out once, where it would take each row's by itself.
struct PostgresManyRows {
    let text: String
    let types: [Oid]
    let parameters: PostgresParameters

    /// - Throws: `PostgresFailure` for a statement of another form.
    init(_ statement: SQL, _ rows: PackedRows, _ range: Range<Int>) throws {
        guard let form = InsertForm(statement.text) else { throw PostgresFailure("many rows are for INSERT … VALUES (…)", state: "42601") }
        var parameters = PostgresParameters()
        var types: [Oid] = []
        var columns: [String] = []
        var values = form.values
        // From the last on, so that $1 is not found in $12.
        for column in (0..<rows.width).reversed() {
            // A column that is NULL throughout tells no type; the word has none of its own.
            let isNull = range.allSatisfy { rows.field($0, column).isNull }
            values = values.replacing("$\(column + 1)", with: isNull ? "NULL" : "p\(column + 1)")
        }
        for column in 0..<rows.width {
            guard let first = range.lazy.map({ rows.field($0, column) }).first(where: { !$0.isNull }) else { continue }
            types.append(first.listType)
            columns.append("p\(column + 1)")
            parameters.append(listOf: column, rows, range, type: first.type)
        }
        let lists = columns.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
        text = "INSERT INTO \(form.table) SELECT \(values) FROM UNNEST(\(lists)) AS given (\(columns.joined(separator: ", ")))\(form.tail)"
        (self.types, self.parameters) = (types, parameters)
    }
}
