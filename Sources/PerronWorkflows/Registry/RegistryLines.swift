import Foundation

/// Cuts a file into batches of whole lines, which may be parsed side by side: a record ends at CRLF or LF. Lines keep their places in the
/// file, to be read again.
struct RegistryLines {
    struct Batch: Sendable {
        /// Whole lines with their ends; empty in place of a line that is too long to be held.
        let bytes: [UInt8]
        /// Of the first line, in the file.
        let offset: Int
        /// Of the first line, from 1.
        let number: Int

        var isEndless: Bool { bytes.isEmpty }
    }

    /// Where a line stands.
    struct Place: Sendable {
        /// From 1.
        let number: Int
        let offset: Int
    }

    private let file: RegistryFile
    private var offset: Int
    private var number = 1

    /// - Parameter skipped: bytes to pass over at the file's beginning: its byte order mark.
    init(file: RegistryFile, skipped: Int) {
        self.file = file
        offset = skipped
    }

    /// Nil at the end of the file.
    mutating func next() throws -> Batch? {
        var bytes = try file.read(upTo: RegistryFile.chunkSize, at: offset)
        guard !bytes.isEmpty else { return nil }
        let isLast = offset + bytes.count == file.size
        if !isLast {
            guard let end = bytes.lastIndex(of: RegistryLines.lineFeed) else { return try passEndlessLine() }
            bytes.removeSubrange((end + 1)...)
        }
        let batch = Batch(bytes: bytes, offset: offset, number: number)
        offset += bytes.count
        number += bytes.count { $0 == RegistryLines.lineFeed }
        return batch
    }

    private mutating func passEndlessLine() throws -> Batch? {
        let batch = Batch(bytes: [], offset: offset, number: number)
        number += 1
        while case let bytes = try file.read(upTo: RegistryFile.chunkSize, at: offset), !bytes.isEmpty {
            if let end = bytes.firstIndex(of: RegistryLines.lineFeed) {
                offset += end + 1
                break
            }
            offset += bytes.count
        }
        return batch
    }

    fileprivate static let lineFeed = UInt8(ascii: "\n")
}

extension RegistryLines.Batch {
    /// - Parameter body: receives each line without its end, or nil in place of one that is too long to be held.
    func forEachLine(_ body: (UnsafeBufferPointer<UInt8>?, RegistryLines.Place) throws -> Void) rethrows {
        guard !isEndless else { return try body(nil, RegistryLines.Place(number: number, offset: offset)) }
        try bytes.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return }
            var (start, line) = (0, number)
            while start < bytes.count {
                let found = memchr(base + start, Int32(RegistryLines.lineFeed), bytes.count - start)
                let end = found.map { UnsafeRawPointer($0) - UnsafeRawPointer(base) } ?? bytes.count
                let place = RegistryLines.Place(number: line, offset: offset + start)
                let content = UnsafeBufferPointer(rebasing: bytes[start..<end])
                if content.count > RegistryFile.longestLine {
                    try body(nil, place)
                } else {
                    try body(content.last == 0x0D ? UnsafeBufferPointer(rebasing: content.dropLast()) : content, place)
                }
                start = end + 1
                line += 1
            }
        }
    }
}
