import Foundation

/// Cuts a file into lines: a record ends at CRLF or LF. The lines keep their places in the file, to be read again.
struct RegistryLines {
    /// Where a line stands.
    struct Place {
        /// From 1.
        let number: Int
        let offset: Int
    }

    private let file: RegistryFile
    /// Bytes to pass over at the file's beginning: its byte order mark.
    private let skipped: Int

    init(file: RegistryFile, skipped: Int) {
        self.file = file
        self.skipped = skipped
    }

    /// - Parameter body: receives each line without its end, or nil in place of one that is too long to be held.
    func read(_ body: (UnsafeBufferPointer<UInt8>?, Place) throws -> Void) throws {
        var cutter = Cutter(offset: skipped)
        var toSkip = skipped
        try file.forEachChunk { chunk in
            let skip = min(toSkip, chunk.count)
            toSkip -= skip
            try cutter.feed(UnsafeBufferPointer(rebasing: chunk[skip...]), body)
        }
        try cutter.finish(body)
    }

    private struct Cutter {
        private var offset: Int
        private var number = 1
        /// The beginning of a line whose end is in a later piece.
        private var rest: [UInt8] = []
        /// How long that line is so far; `rest` holds no more than the longest one.
        private var restLength = 0

        init(offset: Int) {
            self.offset = offset
        }

        mutating func feed(_ chunk: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>?, Place) throws -> Void) throws {
            guard let base = chunk.baseAddress else { return }
            var start = 0
            while start < chunk.count, let found = memchr(base + start, 0x0A, chunk.count - start) {
                let end = UnsafeRawPointer(found) - UnsafeRawPointer(base)
                let piece = UnsafeBufferPointer(rebasing: chunk[start..<end])
                if restLength == 0 {
                    try emit(piece, length: piece.count, body)
                } else {
                    keep(piece)
                    try emitRest(body)
                }
                offset += 1
                start = end + 1
            }
            keep(UnsafeBufferPointer(rebasing: chunk[start...]))
        }

        mutating func finish(_ body: (UnsafeBufferPointer<UInt8>?, Place) throws -> Void) throws {
            if restLength > 0 { try emitRest(body) }
        }

        private mutating func keep(_ piece: UnsafeBufferPointer<UInt8>) {
            restLength += piece.count
            if restLength <= RegistryFile.longestLine { rest += piece }
        }

        private mutating func emitRest(_ body: (UnsafeBufferPointer<UInt8>?, Place) throws -> Void) throws {
            let (line, length) = (rest, restLength)
            rest.removeAll(keepingCapacity: true)
            restLength = 0
            try line.withUnsafeBufferPointer { try emit($0, length: length, body) }
        }

        private mutating func emit(
            _ line: UnsafeBufferPointer<UInt8>, length: Int, _ body: (UnsafeBufferPointer<UInt8>?, Place) throws -> Void
        ) throws {
            let place = Place(number: number, offset: offset)
            number += 1
            offset += length
            guard length <= RegistryFile.longestLine else { return try body(nil, place) }
            let content = line.last == 0x0D ? UnsafeBufferPointer(rebasing: line.dropLast()) : line
            try body(content, place)
        }
    }
}
