import CPQ
import PerronStorage

/// PostgreSQL's numbers of the types that we store and read (pg_type.dat).
private enum TypeNumber {
    static let bool: Oid = 16
    static let bytea: Oid = 17
    static let int8: Oid = 20
    static let int2: Oid = 21
    static let int4: Oid = 23
    static let text: Oid = 25
    static let varchar: Oid = 1043
}

extension SQLValue {
    /// 0 leaves it to the server.
    var type: Oid {
        switch self {
        case .null: 0
        case .integer: TypeNumber.int8
        case .text: TypeNumber.text
        case .blob: TypeNumber.bytea
        }
    }

    /// In the server's binary form; nil for NULL.
    fileprivate var bytes: [UInt8]? {
        switch self {
        case .null: nil
        case .integer(let integer): withUnsafeBytes(of: integer.bigEndian) { Array($0) }
        case .text(let text): Array(text.utf8)
        case .blob(let bytes): bytes
        }
    }
}

/// A statement's values where libpq can read them.
struct PostgresParameters {
    private let values: [[UInt8]?]

    init(_ values: [SQLValue]) {
        self.values = values.map(\.bytes)
    }

    func with<Value>(
        _ body: (Int32, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) -> Value
    ) -> Value {
        let lengths = values.map { Int32($0?.count ?? 0) }
        let formats = values.map { _ in Int32(1) }
        // One byte more, so that an empty value has an address: without one it would be NULL.
        let flat = values.flatMap { $0 ?? [] }.map { CChar(bitPattern: $0) } + [0]
        return flat.withUnsafeBufferPointer { buffer in
            var offset = 0
            let starts = values.map { value -> UnsafePointer<CChar>? in
                defer { offset += value?.count ?? 0 }
                return value == nil ? nil : buffer.baseAddress.map { $0 + offset }
            }
            return body(Int32(values.count), starts, lengths, formats)
        }
    }
}

/// The rows of an answer in binary form.
struct PostgresAnswer {
    private let result: OpaquePointer?

    init(_ result: OpaquePointer?) {
        self.result = result
    }

    /// - Throws: `PostgresFailure` for a column of a type that SQLite would read otherwise.
    func rows() throws -> [Row] {
        let columns = (0..<PQnfields(result)).map { String(cString: PQfname(result, $0)) }
        return try (0..<PQntuples(result)).map { row in
            Row(columns: columns, values: try (0..<PQnfields(result)).map { try value(row, $0) })
        }
    }

    private func value(_ row: Int32, _ column: Int32) throws -> SQLValue {
        guard PQgetisnull(result, row, column) == 0, let start = PQgetvalue(result, row, column) else { return .null }
        let bytes = UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(result, row, column)))
        switch PQftype(result, column) {
        case TypeNumber.int8: return .integer(Int64(bigEndian: bytes.loadUnaligned(as: Int64.self)))
        case TypeNumber.int4: return .integer(Int64(Int32(bigEndian: bytes.loadUnaligned(as: Int32.self))))
        case TypeNumber.int2: return .integer(Int64(Int16(bigEndian: bytes.loadUnaligned(as: Int16.self))))
        case TypeNumber.bool: return .integer(bytes[0] == 0 ? 0 : 1)
        case TypeNumber.bytea: return .blob(Array(bytes))
        case TypeNumber.text, TypeNumber.varchar: return .text(String(decoding: bytes, as: UTF8.self))
        case let other: throw PostgresFailure("CAST the column: type \(other) is none of ours", state: "42804")
        }
    }
}
