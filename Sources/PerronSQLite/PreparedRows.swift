import GRDB
import GRDBSQLite
import PerronStorage

/// One statement for many rows, bound through SQLite's own functions: GRDB's arguments cost more than the insertion itself.
struct PreparedRows {
    private let statement: GRDB.Statement
    private let handle: OpaquePointer

    init(_ statement: GRDB.Statement) throws {
        self.statement = statement
        handle = statement.sqliteStatement
    }

    /// - Throws: GRDB's error with SQLite's code; the statement is ready for the next row all the same.
    func execute(_ values: [SQLValue]) throws {
        defer {
            sqlite3_reset(handle)
            sqlite3_clear_bindings(handle)
        }
        for (index, value) in values.enumerated() { try check(bind(value, at: Int32(index + 1)), is: SQLITE_OK) }
        try check(sqlite3_step(handle), is: SQLITE_DONE)
    }

    private func bind(_ value: SQLValue, at position: Int32) -> Int32 {
        // SQLite copies what it is given.
        let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        switch value {
        case .null: return sqlite3_bind_null(handle, position)
        case .integer(let integer): return sqlite3_bind_int64(handle, position, integer)
        case .text(var text):
            guard !text.isEmpty else { return sqlite3_bind_text(handle, position, "", 0, copied) }
            return text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) {
                    sqlite3_bind_text(handle, position, $0.baseAddress, Int32($0.count), copied)
                }
            }
        case .blob(let bytes):
            guard !bytes.isEmpty else { return sqlite3_bind_zeroblob(handle, position, 0) }
            return bytes.withUnsafeBytes { sqlite3_bind_blob(handle, position, $0.baseAddress, Int32($0.count), copied) }
        }
    }

    private func check(_ code: Int32, is expected: Int32) throws {
        guard code != expected else { return }
        let message = sqlite3_db_handle(handle).flatMap(sqlite3_errmsg).map { String(cString: $0) }
        throw GRDB.DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
    }
}
