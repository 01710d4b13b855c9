import Foundation
import GRDB
import PerronStorage

/// Statements on one GRDB connection. SQLite takes `$1` for a named parameter, whose position is the order of appearance; in our
/// statements, which interpolation writes, that is the order of the values.
struct SQLiteTransaction: Transaction {
    let connection: GRDB.Database

    var changes: Int { connection.totalChangesCount }

    func query(_ statement: PerronStorage.SQL) throws -> [PerronStorage.Row] {
        try translated {
            let prepared = try connection.cachedStatement(sql: statement.text)
            let names = prepared.columnNames
            let columns = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
            var rows: [PerronStorage.Row] = []
            let cursor = try GRDB.Row.fetchCursor(prepared, arguments: arguments(statement.values))
            while let row = try cursor.next() {
                let values = (0..<names.count).map { value(row[$0]) }
                rows.append(PerronStorage.Row(columns: columns, values: values))
            }
            return rows
        }
    }

    func execute(_ statement: PerronStorage.SQL) throws -> Int {
        try translated {
            let prepared = try connection.cachedStatement(sql: statement.text)
            let before = connection.totalChangesCount
            try prepared.execute(arguments: arguments(statement.values))
            return connection.totalChangesCount - before
        }
    }

    func execute(_ statement: PerronStorage.SQL, forEach rows: [[SQLValue]]) throws {
        try translated {
            let prepared = try PreparedRows(connection.cachedStatement(sql: statement.text))
            for row in rows { try prepared.execute(row) }
        }
    }

    private func arguments(_ values: [SQLValue]) -> StatementArguments {
        StatementArguments(
            values.map { value -> (any DatabaseValueConvertible)? in
                switch value {
                case .null: nil
                case .integer(let integer): integer
                case .text(let text): text
                case .blob(let bytes): Data(bytes)
                }
            })
    }

    private func value(_ stored: DatabaseValue) -> SQLValue {
        switch stored.storage {
        case .null: .null
        case .int64(let integer): .integer(integer)
        case .double(let double): .text(String(double))
        case .string(let text): .text(text)
        case .blob(let data): .blob([UInt8](data))
        }
    }

    private func translated<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as GRDB.DatabaseError {
            throw SQLiteErrors.translate(error)
        }
    }
}
