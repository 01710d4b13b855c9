import PerronDomain
import PerronSecrets

/// Where a row stands in its export, and what it says in brief.
struct ExportPlace: Sendable {
    let key: RegistryKey
    let length: UInt32
    let offset: Int
    let contents: ShortFingerprint
}

/// The lines of one batch, parsed; the header and blank lines left out.
struct ExportBatch: Sendable {
    struct Line: Sendable {
        let number: Int
        let reading: Reading
    }

    enum Reading: Sendable {
        case accepted(ExportPlace)
        case refused([RegistryFault], RegistryKey?)
    }

    private(set) var lines: [Line] = []

    init(_ batch: RegistryLines.Batch, reader: RegistryReader) {
        var reader = reader
        var canonical: [UInt8] = []
        canonical.reserveCapacity(512)
        batch.forEachLine { line, place in
            guard place.number > 1 else { return }
            guard let line else {
                let endless = RegistryFault(line: place.number, column: nil, reason: .endless)
                return lines.append(Line(number: place.number, reading: .refused([endless], nil)))
            }
            canonical.removeAll(keepingCapacity: true)
            switch reader.readCanonical(line, line: place.number, into: &canonical) {
            case .blank: return
            case .refused(let faults, let number):
                lines.append(Line(number: place.number, reading: .refused(faults, number.map(RegistryKey.init))))
            case .row(let key):
                let accepted = ExportPlace(
                    key: key, length: UInt32(line.count), offset: place.offset,
                    contents: ShortFingerprint(of: canonical))
                lines.append(Line(number: place.number, reading: .accepted(accepted)))
            }
        }
    }
}

/// Reads rows of an export again, by their places.
struct ExportRows {
    private let export: RegistryExport
    private var reader: RegistryReader
    private var line: [UInt8] = []
    private var canonical: [UInt8] = []

    init(_ export: RegistryExport) {
        self.export = export
        reader = export.reader()
    }

    /// A row's canonical form, good until the next is read.
    /// - Throws: `RegistryFileError.changed` where another row stands there now.
    mutating func canonical(at place: ExportPlace) throws -> [UInt8] {
        let length = Int(place.length)
        try export.file.read(length: length, at: place.offset, into: &line)
        canonical.removeAll(keepingCapacity: true)
        let brief = line.withUnsafeBufferPointer {
            reader.readCanonical(UnsafeBufferPointer(rebasing: $0[..<length]), line: 0, into: &canonical)
        }
        guard case .row(place.key) = brief else { throw RegistryFileError.changed }
        return canonical
    }

    /// - Throws: `RegistryFileError.changed` where another row stands there now.
    mutating func record(at place: ExportPlace) throws -> RegistryRecord {
        let length = Int(place.length)
        try export.file.read(length: length, at: place.offset, into: &line)
        let reading = line.withUnsafeBufferPointer { reader.read(UnsafeBufferPointer(rebasing: $0[..<length]), line: 0) }
        guard case .row(let record) = reading, RegistryKey(record.number) == place.key else { throw RegistryFileError.changed }
        return record
    }
}
