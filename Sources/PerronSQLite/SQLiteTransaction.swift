import GRDB
import PerronStorage

/// Statements on one GRDB connection. SQLite takes `$1` for a named parameter, whose position is the order of appearance; in our
/// statements, which interpolation writes, that is the order of the values.
struct SQLiteTransaction: Transaction {
    let connection: GRDB.Database

    var changes: Int { connection.totalChangesCount }

    func query(_ statement: PerronStorage.SQL) throws -> [PerronStorage.Row] {
        try translated { try prepared(statement).rows(statement.values) }
    }

    func execute(_ statement: PerronStorage.SQL) throws -> Int {
        try translated {
            let before = connection.totalChangesCount
            try prepared(statement).execute(statement.values)
            return connection.totalChangesCount - before
        }
    }

    func execute(_ statement: PerronStorage.SQL, forEach rows: PackedRows) throws {
        try translated { try prepared(statement).execute(rows) }
    }

    private func prepared(_ statement: PerronStorage.SQL) throws -> RawStatement {
        RawStatement(try connection.cachedStatement(sql: statement.text))
    }

    private func translated<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as GRDB.DatabaseError {
            throw SQLiteErrors.translate(error)
        }
    }
}
