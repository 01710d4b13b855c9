import GRDB
import GRDBSQLite
import PerronStorage

/// A statement that GRDB prepared and keeps, run through SQLite's own functions: GRDB's arguments and rows cost more than most of our
/// statements do. Whatever happens, it is ready for its next run afterwards.
struct RawStatement {
    private let statement: GRDB.Statement
    private let handle: OpaquePointer

    init(_ statement: GRDB.Statement) {
        self.statement = statement
        handle = statement.sqliteStatement
    }

    /// - Throws: GRDB's error with SQLite's code, as all of these.
    func execute(_ values: [SQLValue]) throws {
        try run(values) { _ in }
    }

    func rows(_ values: [SQLValue]) throws -> [PerronStorage.Row] {
        let columns = statement.columnNames
        var rows: [PerronStorage.Row] = []
        try run(values) { handle in
            rows.append(PerronStorage.Row(columns: columns, values: columns.indices.map { value(at: Int32($0)) }))
        }
        return rows
    }

    private func run(_ values: [SQLValue], _ row: (OpaquePointer) -> Void) throws {
        defer {
            sqlite3_reset(handle)
            sqlite3_clear_bindings(handle)
        }
        for (index, value) in values.enumerated() { try check(bind(value, at: Int32(index + 1)), is: SQLITE_OK) }
        var code = sqlite3_step(handle)
        while code == SQLITE_ROW {
            row(handle)
            code = sqlite3_step(handle)
        }
        try check(code, is: SQLITE_DONE)
    }

    /// A fraction reads as its text, for no column of ours holds one.
    private func value(at column: Int32) -> SQLValue {
        switch sqlite3_column_type(handle, column) {
        case SQLITE_NULL: .null
        case SQLITE_INTEGER: .integer(sqlite3_column_int64(handle, column))
        case SQLITE_BLOB: .blob(Array(UnsafeRawBufferPointer(start: sqlite3_column_blob(handle, column), count: length(of: column))))
        default: text(at: column)
        }
    }

    private func text(at column: Int32) -> SQLValue {
        // First the text, for asking makes it; then its length.
        let start = sqlite3_column_text(handle, column)
        return .text(String(decoding: UnsafeBufferPointer(start: start, count: length(of: column)), as: UTF8.self))
    }

    private func length(of column: Int32) -> Int { Int(sqlite3_column_bytes(handle, column)) }

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

/// One statement for many rows, bound where they lie.
extension RawStatement {
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
}
