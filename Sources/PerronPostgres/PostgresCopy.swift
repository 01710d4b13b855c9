import CPQ
import PerronStorage

/// Rows that are only added, by COPY: the server works out neither a plan nor what to do about a row that is there already.
struct PostgresCopy {
    /// Bytes handed to libpq at once: few calls, little memory.
    private static let portion = 256 * 1024

    private let command: String

    /// Nil for a statement that does anything else.
    init?(_ statement: SQL, width: Int) {
        guard let form = InsertForm(statement.text), form.addsParameters(width) else { return nil }
        command = "COPY \(form.table) FROM STDIN"
    }

    /// The server's answer, to be cleared by the caller.
    /// - Throws: `PostgresFailure`, after which none of the rows is there.
    func run(_ rows: PackedRows, on connection: PostgresConnection) throws -> OpaquePointer? {
        let handle = connection.handle
        let begun = PQexec(handle, command)
        defer { PQclear(begun) }
        guard PQresultStatus(begun) == PGRES_COPY_IN else { throw PostgresFailure(begun, on: handle) }
        var text = CopyText(capacity: PostgresCopy.portion)
        for row in 0..<rows.count {
            text.append(row, of: rows)
            if text.bytes.count >= PostgresCopy.portion { send(&text, on: handle) }
        }
        send(&text, on: handle)
        // What was refused on the way, by the server or by a connection that is no more, is told at the end.
        _ = PQputCopyEnd(handle, nil)
        return try end(on: handle)
    }

    private func send(_ text: inout CopyText, on handle: OpaquePointer) {
        text.bytes.withUnsafeBytes { bytes in
            _ = PQputCopyData(handle, bytes.bindMemory(to: CChar.self).baseAddress, Int32(bytes.count))
        }
        text.clear()
    }

    /// All answers are read, or the connection could not be used again.
    private func end(on handle: OpaquePointer) throws -> OpaquePointer? {
        let first = PQgetResult(handle)
        while let more = PQgetResult(handle) { PQclear(more) }
        guard PQresultStatus(first) == PGRES_COMMAND_OK else {
            defer { PQclear(first) }
            throw PostgresFailure(first, on: handle)
        }
        return first
    }
}

/// COPY's text form: a line a row, tabs between the fields (PostgreSQL's manual, COPY, « Text Format »).
private struct CopyText {
    private(set) var bytes: [UInt8] = []

    init(capacity: Int) {
        // A row more than what makes it full.
        bytes.reserveCapacity(capacity * 2)
    }

    mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
    }

    mutating func append(_ row: Int, of rows: PackedRows) {
        for column in 0..<rows.width {
            if column > 0 { bytes.append(UInt8(ascii: "\t")) }
            switch rows.field(row, column) {
            case .null: bytes.append(contentsOf: "\\N".utf8)
            case .integer(let integer): bytes.append(contentsOf: String(integer).utf8)
            case .text(let start, let count): append(text: rows.bytes[start..<start + count])
            case .blob(let start, let count): append(blob: rows.bytes[start..<start + count])
            }
        }
        bytes.append(UInt8(ascii: "\n"))
    }

    private mutating func append(text: ArraySlice<UInt8>) {
        guard text.contains(where: { CopyText.escape(of: $0) != nil }) else { return bytes.append(contentsOf: text) }
        for byte in text {
            guard let escape = CopyText.escape(of: byte) else {
                bytes.append(byte)
                continue
            }
            bytes.append(contentsOf: [UInt8(ascii: "\\"), escape])
        }
    }

    /// `\x…`, whose backslash is escaped.
    private mutating func append(blob: ArraySlice<UInt8>) {
        bytes.append(contentsOf: "\\\\x".utf8)
        for byte in blob {
            bytes.append(CopyText.digits[Int(byte >> 4)])
            bytes.append(CopyText.digits[Int(byte & 15)])
        }
    }

    private static let digits = Array("0123456789abcdef".utf8)

    private static func escape(of byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "\\"): byte
        case UInt8(ascii: "\t"): UInt8(ascii: "t")
        case UInt8(ascii: "\n"): UInt8(ascii: "n")
        case UInt8(ascii: "\r"): UInt8(ascii: "r")
        default: nil
        }
    }
}
