import PerronStorage

/// What a table holds, in short: how many rows, and a digest over all of their values in the order of the keys. Good within one process.
struct TablePrint: Equatable {
    private(set) var rows = 0
    private var hasher = Hasher()

    mutating func take(_ rows: [Row]) {
        self.rows += rows.count
        for row in rows { for value in row.values { add(value) } }
    }

    static func == (one: TablePrint, other: TablePrint) -> Bool {
        one.rows == other.rows && one.hasher.finalize() == other.hasher.finalize()
    }

    /// By its bytes: a `String` is equal to another one that only looks the same.
    private mutating func add(_ value: SQLValue) {
        switch value {
        case .null: hasher.combine(0 as UInt8)
        case .integer(let integer):
            hasher.combine(1 as UInt8)
            hasher.combine(integer)
        case .text(let text): add(Array(text.utf8), kind: 2)
        case .blob(let bytes): add(bytes, kind: 3)
        }
    }

    private mutating func add(_ bytes: [UInt8], kind: UInt8) {
        hasher.combine(kind)
        hasher.combine(bytes.count)
        bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    }
}
