import Foundation

/// The programs that a mail house or a mail reader would use, run on what was made.
enum Tool {
    /// Runs `arguments` with `input` in a file that takes the place of `@`, and gives what it printed.
    static func run(_ arguments: [String], on input: [UInt8]) throws -> [UInt8] {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("perron-\(UUID().uuidString)")
        try Data(input).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments.map { $0 == "@" ? file.path : $0 }
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let printed = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw ToolError(tool: arguments[0], status: process.terminationStatus) }
        return Array(printed)
    }

    static func text(_ arguments: [String], on input: [UInt8]) throws -> String {
        String(decoding: try run(arguments, on: input), as: UTF8.self)
    }
}

struct ToolError: Error {
    let tool: String
    let status: Int32
}

/// A word of a PDF and where it stands, in millimetres.
struct PlacedWord {
    let text: String
    let left: Double
    let top: Double
    let right: Double
    let bottom: Double

    static func all(in pdf: [UInt8], page: Int = 1) throws -> [PlacedWord] {
        let number = /<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*)<\/word>/
        return try Tool.text(["pdftotext", "-f", "\(page)", "-l", "\(page)", "-bbox", "@", "-"], on: pdf)
            .matches(of: number)
            .map { match in
                let edges = [match.1, match.2, match.3, match.4].map { Double($0)! * 25.4 / 72 }
                return PlacedWord(text: String(match.5), left: edges[0], top: edges[1], right: edges[2], bottom: edges[3])
            }
    }
}

/// A page as a printer would put it on paper: how dark each spot is, a hundred dots to the inch.
struct PrintedPage {
    private let width: Int
    private let pixels: ArraySlice<UInt8>
    private static let dotsPerInch = 100.0

    init(_ pdf: [UInt8], page: Int = 1) throws {
        let image = try Tool.run(
            ["pdftoppm", "-gray", "-r", "\(Int(PrintedPage.dotsPerInch))", "-f", "\(page)", "-l", "\(page)", "@"], on: pdf)
        let header = image.prefix(32).split(separator: 0x0A, maxSplits: 3)
        width = Int(String(decoding: header[1], as: UTF8.self).split(separator: " ")[0])!
        pixels = image[header[3].startIndex...]
    }

    /// Whether any ink lies in the rectangle, in millimetres.
    func hasInk(x: ClosedRange<Double>, y: ClosedRange<Double>) -> Bool {
        let (columns, rows) = (dots(x), dots(y))
        return rows.contains { row in
            columns.contains { column in pixels[pixels.startIndex + row * width + column] < 0xF0 }
        }
    }

    /// The same, outside of a rectangle within it.
    func hasInk(
        x: ClosedRange<Double>, y: ClosedRange<Double>, besides hole: (x: ClosedRange<Double>, y: ClosedRange<Double>)
    ) -> Bool {
        let (columns, rows, holeColumns, holeRows) = (dots(x), dots(y), dots(hole.x), dots(hole.y))
        return rows.contains { row in
            columns.contains { column in
                !(holeRows.contains(row) && holeColumns.contains(column)) && pixels[pixels.startIndex + row * width + column] < 0xF0
            }
        }
    }

    private func dots(_ range: ClosedRange<Double>) -> ClosedRange<Int> {
        Int((range.lowerBound / 25.4 * PrintedPage.dotsPerInch).rounded(.up))...Int(range.upperBound / 25.4 * PrintedPage.dotsPerInch) - 1
    }
}
