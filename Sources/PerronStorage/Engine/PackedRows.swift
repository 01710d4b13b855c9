/// The values of many rows in one piece of memory, for one statement that is run for each of them: no value is an object of its own, so
/// that a million rows cost little more than their bytes.
package struct PackedRows: Sendable {
    package enum Field: Sendable {
        case null
        case integer(Int64)
        /// UTF-8 in `bytes`.
        case text(start: Int, count: Int)
        case blob(start: Int, count: Int)
    }

    package private(set) var bytes: [UInt8] = []
    package private(set) var fields: [Field] = []
    /// Fields in a row.
    package let width: Int

    package init(width: Int) {
        self.width = width
    }

    package var count: Int { fields.count / width }

    package mutating func appendNull() {
        fields.append(.null)
    }

    package mutating func append(_ integer: Int64) {
        fields.append(.integer(integer))
    }

    package mutating func append(text: some Sequence<UInt8>) {
        let start = bytes.count
        bytes.append(contentsOf: text)
        fields.append(.text(start: start, count: bytes.count - start))
    }

    package mutating func append(blob: some Sequence<UInt8>) {
        let start = bytes.count
        bytes.append(contentsOf: blob)
        fields.append(.blob(start: start, count: bytes.count - start))
    }

    /// One row as values, for an engine that has no better way.
    package func values(of row: Int) -> [SQLValue] {
        fields[row * width..<(row + 1) * width].map { field in
            switch field {
            case .null: .null
            case .integer(let integer): .integer(integer)
            case .text(let start, let count): .text(String(decoding: bytes[start..<start + count], as: UTF8.self))
            case .blob(let start, let count): .blob(Array(bytes[start..<start + count]))
            }
        }
    }
}
