import GRDB
import GRDBSQLite
import PerronStorage

/// One statement for many rows, bound through SQLite's own functions where they lie: GRDB's arguments cost more than the insertion itself.
struct PackedStatement {
    private let statement: GRDB.Statement
    private let handle: OpaquePointer

    init(_ statement: GRDB.Statement) throws {
        self.statement = statement
        handle = statement.sqliteStatement
    }

    /// - Throws: GRDB's error with SQLite's code, of the first row that fails; the statement is ready for others all the same.
    func execute(_ rows: PackedRows) throws {
        defer {
            sqlite3_reset(handle)
            sqlite3_clear_bindings(handle)
        }
        try rows.bytes.withUnsafeBufferPointer { bytes in
            try rows.fields.withUnsafeBufferPointer { fields in
                for start in stride(from: 0, to: fields.count, by: rows.width) {
                    for place in 0..<rows.width {
                        try check(bind(fields[start + place], from: bytes, at: Int32(place + 1)), is: SQLITE_OK)
                    }
                    try check(sqlite3_step(handle), is: SQLITE_DONE)
                    sqlite3_reset(handle)
                }
            }
        }
    }

    /// Nothing is copied: the bytes outlive the step, and the bindings are cleared before they go.
    private func bind(_ field: PackedRows.Field, from bytes: UnsafeBufferPointer<UInt8>, at position: Int32) -> Int32 {
        switch field {
        case .null: return sqlite3_bind_null(handle, position)
        case .integer(let integer): return sqlite3_bind_int64(handle, position, integer)
        case .text(let start, let count):
            guard count > 0, let base = bytes.baseAddress else { return sqlite3_bind_text(handle, position, "", 0, nil) }
            return (base + start).withMemoryRebound(to: CChar.self, capacity: count) {
                sqlite3_bind_text(handle, position, $0, Int32(count), nil)
            }
        case .blob(let start, let count):
            guard count > 0, let base = bytes.baseAddress else { return sqlite3_bind_zeroblob(handle, position, 0) }
            return sqlite3_bind_blob(handle, position, base + start, Int32(count), nil)
        }
    }

    private func check(_ code: Int32, is expected: Int32) throws {
        guard code != expected else { return }
        let message = sqlite3_db_handle(handle).flatMap(sqlite3_errmsg).map { String(cString: $0) }
        throw GRDB.DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
    }
}
