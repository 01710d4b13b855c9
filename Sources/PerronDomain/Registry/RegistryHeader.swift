/// What the first line of an export says: the separator, and which field is which column. The order is free.
package struct RegistryHeader: Equatable, Sendable {
    package let separator: UInt8
    /// The field of each column, in the order of `RegistryColumn.allCases`.
    package let positions: [Int]
    package let fieldCount: Int
    /// Columns nobody here knows; their fields are passed over.
    package let unknown: [String]

    package static let separators = [UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: "\t")]

    /// - Parameter line: UTF-8, without byte order mark and line end.
    package init(_ line: UnsafeBufferPointer<UInt8>) throws(RegistryFileFault) {
        let readings = Self.separators.map { (separator: $0, names: RegistryHeader.names(line, separator: $0)) }
        let best = readings.max { RegistryHeader.known($0.names) < RegistryHeader.known($1.names) }!
        guard RegistryHeader.known(best.names) > 0 else { throw .noHeader }

        var positions: [RegistryColumn: Int] = [:]
        for (index, name) in best.names.enumerated() {
            guard let column = RegistryColumn(name: name) else { continue }
            guard positions.updateValue(index, forKey: column) == nil else { throw .repeatedColumn(column) }
        }
        let missing = RegistryColumn.allCases.filter { positions[$0] == nil }
        guard missing.isEmpty else { throw .missingColumns(missing) }
        self.positions = RegistryColumn.allCases.map { positions[$0]! }
        separator = best.separator
        fieldCount = best.names.count
        unknown = best.names.filter { RegistryColumn(name: $0) == nil }
    }

    private static func names(_ line: UnsafeBufferPointer<UInt8>, separator: UInt8) -> [String] {
        var split = RegistryLine()
        guard split.split(line, separator: separator) else { return [] }
        return split.fields.map { PostalText.normalise(split.text($0), capitals: false).lowercased() }
    }

    private static func known(_ names: [String]) -> Int {
        names.count { RegistryColumn(name: $0) != nil }
    }
}
