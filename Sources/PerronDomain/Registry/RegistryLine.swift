/// One line split into fields (RFC 4180, but a record ends at its line's end: no field holds a line break, so a stray quotation
/// mark spoils its own line only). Made once and filled again for each line.
package struct RegistryLine: Sendable {
    /// UTF-8; the fields' contents lie in it, quotation marks resolved.
    package private(set) var bytes: [UInt8] = []
    package private(set) var fields: [Range<Int>] = []

    private static let quote = UInt8(ascii: "\"")

    package init() {
        bytes.reserveCapacity(1024)
        fields.reserveCapacity(32)
    }

    /// False if a quotation mark stands where it must not; the fields before it are there.
    package mutating func split(_ line: UnsafeBufferPointer<UInt8>, separator: UInt8) -> Bool {
        bytes.removeAll(keepingCapacity: true)
        fields.removeAll(keepingCapacity: true)
        if line.contains(RegistryLine.quote) { return splitQuoted(line, separator: separator) }
        bytes.append(contentsOf: line)
        var start = 0
        for (index, byte) in line.enumerated() where byte == separator {
            fields.append(start..<index)
            start = index + 1
        }
        fields.append(start..<line.count)
        return true
    }

    package func text(_ field: Range<Int>) -> String {
        bytes.withUnsafeBufferPointer { String(decoding: UnsafeBufferPointer(rebasing: $0[field]), as: UTF8.self) }
    }

    private mutating func splitQuoted(_ line: UnsafeBufferPointer<UInt8>, separator: UInt8) -> Bool {
        var index = 0
        while true {
            let start = bytes.count
            if index < line.count, line[index] == RegistryLine.quote {
                guard appendQuoted(line, from: &index) else { return false }
            } else {
                while index < line.count, line[index] != separator {
                    guard line[index] != RegistryLine.quote else { return false }
                    bytes.append(line[index])
                    index += 1
                }
            }
            fields.append(start..<bytes.count)
            guard index < line.count else { return true }
            guard line[index] == separator else { return false }
            index += 1
        }
    }

    /// `index` stands on the opening mark, and afterwards behind the closing one; false if there is none.
    private mutating func appendQuoted(_ line: UnsafeBufferPointer<UInt8>, from index: inout Int) -> Bool {
        index += 1
        while index < line.count {
            if line[index] == RegistryLine.quote {
                index += 1
                guard index < line.count, line[index] == RegistryLine.quote else { return true }
            }
            bytes.append(line[index])
            index += 1
        }
        return false
    }
}
