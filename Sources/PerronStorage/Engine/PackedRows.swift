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

    package mutating func append(_ values: [SQLValue]) {
        for value in values {
            switch value {
            case .null: appendNull()
            case .integer(let integer): append(integer)
            case .text(let text): append(text: text.utf8)
            case .blob(let bytes): append(blob: bytes)
            }
        }
    }

    package func field(_ row: Int, _ column: Int) -> Field { fields[row * width + column] }
}
