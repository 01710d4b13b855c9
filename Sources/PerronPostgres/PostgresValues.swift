import CPQ
import PerronStorage

/// PostgreSQL's numbers of the types that we store and read, and of lists of them (pg_type.dat).
private enum TypeNumber {
    static let bool: Oid = 16
    static let bytea: Oid = 17
    static let int8: Oid = 20
    static let int2: Oid = 21
    static let int4: Oid = 23
    static let text: Oid = 25
    static let varchar: Oid = 1043
    static let byteaList: Oid = 1001
    static let textList: Oid = 1009
    static let int8List: Oid = 1016
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
}

extension PackedRows.Field {
    var isNull: Bool { if case .null = self { true } else { false } }

    var type: Oid {
        switch self {
        case .null: 0
        case .integer: TypeNumber.int8
        case .text: TypeNumber.text
        case .blob: TypeNumber.bytea
        }
    }

    var listType: Oid {
        switch self {
        case .null: 0
        case .integer: TypeNumber.int8List
        case .text: TypeNumber.textList
        case .blob: TypeNumber.byteaList
        }
    }
}

/// A statement's values in the server's binary form, where libpq can read them.
struct PostgresParameters {
    private var bytes: [UInt8] = []
    /// Nil for NULL.
    private var starts: [Int?] = []
    private var lengths: [Int32] = []

    init() {}

    init(_ values: [SQLValue]) {
        for value in values { append(value) }
    }

    private mutating func append(_ value: SQLValue) {
        let start = bytes.count
        switch value {
        case .null: break
        case .integer(let integer): append(bigEndian: integer)
        case .text(let text): bytes.append(contentsOf: text.utf8)
        case .blob(let blob): bytes.append(contentsOf: blob)
        }
        starts.append(value == .null ? nil : start)
        lengths.append(Int32(bytes.count - start))
    }

    /// One column of many rows as a list of one dimension (array_send, arrayfuncs.c).
    mutating func append(listOf column: Int, _ rows: PackedRows, _ range: Range<Int>, type: Oid) {
        let start = bytes.count
        for number in [1, 1, Int32(bitPattern: type), Int32(range.count), 1] { append(bigEndian: number) }
        for row in range {
            switch rows.field(row, column) {
            case .null: append(bigEndian: -1 as Int32)
            case .integer(let integer):
                append(bigEndian: 8 as Int32)
                append(bigEndian: integer)
            case .text(let start, let count), .blob(let start, let count):
                append(bigEndian: Int32(count))
                bytes.append(contentsOf: rows.bytes[start..<start + count])
            }
        }
        starts.append(start)
        lengths.append(Int32(bytes.count - start))
    }

    private mutating func append(bigEndian integer: some FixedWidthInteger) {
        withUnsafeBytes(of: integer.bigEndian) { bytes.append(contentsOf: $0) }
    }

    func with<Value>(
        _ body: (Int32, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) -> Value
    ) -> Value {
        let formats = [Int32](repeating: 1, count: starts.count)
        return bytes.withUnsafeBytes { memory in
            // Where nothing has any bytes, any address but none will do: without one it would be NULL.
            let base = memory.baseAddress ?? UnsafeRawPointer(bitPattern: 1)
            let pointers = starts.map { start in start.flatMap { base?.advanced(by: $0).assumingMemoryBound(to: CChar.self) } }
            return body(Int32(starts.count), pointers, lengths, formats)
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
