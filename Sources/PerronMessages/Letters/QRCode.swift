import CQREncode

/// A QR code (ISO/IEC 18004) with error correction M: 15 % of it may be smudged.
package struct QRCode: Sendable, Equatable {
    /// Modules on a side, without the quiet zone.
    package let width: Int
    /// Row by row, true where dark.
    package let modules: [Bool]

    /// Modules that must stay blank on every side (ISO/IEC 18004 §9.1).
    package static let quietZone = 4

    /// - Parameter content: ASCII, so that no reader has to guess an encoding; up to about 2,300 characters.
    package init(_ content: String) throws(QRCodeError) {
        guard content.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else { throw .notASCII }
        let bytes = Array(content.utf8)
        guard let code = QRcode_encodeData(Int32(bytes.count), bytes, 0, QR_ECLEVEL_M) else { throw .tooLong }
        defer { QRcode_free(code) }
        let side = Int(code.pointee.width)
        width = side
        modules = (0..<side * side).map { code.pointee.data[$0] & 1 == 1 }
    }

    /// Dark modules side by side, as one: what is drawn.
    package var runs: [Run] {
        var runs: [Run] = []
        for row in 0..<width {
            var column = 0
            while column < width {
                let start = column
                while column < width, modules[row * width + column] { column += 1 }
                if column > start { runs.append(Run(row: row, column: start, length: column - start)) }
                column += 1
            }
        }
        return runs
    }

    /// The `d` of an SVG path in units of one module, for a view box of `width + 2 * quietZone` on a side.
    package var svgPath: String {
        runs.map { "M\($0.column + QRCode.quietZone) \($0.row + QRCode.quietZone)h\($0.length)v1h-\($0.length)z" }.joined()
    }

    package struct Run: Sendable, Equatable {
        package let row: Int
        package let column: Int
        package let length: Int
    }
}

package enum QRCodeError: Error, Equatable, Sendable {
    case notASCII
    case tooLong
}
