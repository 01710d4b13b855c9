/// Reads the lines of one export, each for itself, in any order. Made once and used for many lines; not shared between tasks.
package struct RegistryReader: Sendable {
    package let encoding: RegistryEncoding
    package let header: RegistryHeader

    private var line = RegistryLine()
    private var transcoded: [UInt8] = []
    private var plainFields: [Range<Int>] = []

    package enum Reading: Sendable {
        case row(RegistryRecord)
        /// At least one fault. The number, if it can be made out: a file whose line is wrong has not vanished.
        case refused([RegistryFault], of: FileNumber?)
        case blank
    }

    package init(encoding: RegistryEncoding, header: RegistryHeader) {
        self.encoding = encoding
        self.header = header
    }

    /// - Parameters:
    ///   - bytes: a line as it stands in the file, without its end.
    ///   - number: counted from 1, the header's.
    package mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, line number: Int) -> Reading {
        if bytes.isEmpty { return .blank }
        switch encoding {
        case .utf8:
            guard UTF8Machine.isValid(bytes) else { return refuse(bytes, line: number, reason: .encoding) }
            return parseUTF8(bytes, line: number)
        case .windows1252:
            transcoded.removeAll(keepingCapacity: true)
            guard Windows1252.appendUTF8(of: bytes, to: &transcoded) else { return refuse(bytes, line: number, reason: .encoding) }
            let text = transcoded
            return text.withUnsafeBufferPointer { parseUTF8($0, line: number) }
        }
    }

    package enum Brief: Sendable {
        /// The row is right; its canonical form was appended.
        case row(RegistryKey)
        case refused([RegistryFault], of: FileNumber?)
        case blank
    }

    /// The same as `read`, for whoever asks for no more than a row's number and its canonical form: several times quicker.
    package mutating func readCanonical(
        _ bytes: UnsafeBufferPointer<UInt8>, line number: Int, into canonical: inout [UInt8]
    ) -> Brief {
        // What is plain reads the same in every encoding but for letters beyond ASCII, which plain rows have in UTF-8.
        if encoding == .utf8, let row = PlainRow(bytes, header: header, fields: &plainFields), row.append(to: &canonical),
            let key = row.key
        {
            return .row(key)
        }
        switch read(bytes, line: number) {
        case .blank: return .blank
        case .refused(let faults, let number): return .refused(faults, of: number)
        case .row(let record):
            record.appendCanonical(to: &canonical)
            return .row(RegistryKey(record.number))
        }
    }

    /// Refuses a line as a whole; what can be made out of its number is kept.
    package mutating func refuse(_ bytes: UnsafeBufferPointer<UInt8>, line number: Int, reason: RegistryFault.Reason) -> Reading {
        _ = line.split(bytes, separator: header.separator)
        return .refused([RegistryFault(line: number, column: nil, reason: reason)], of: forgivenNumber)
    }

    private mutating func parseUTF8(_ bytes: UnsafeBufferPointer<UInt8>, line number: Int) -> Reading {
        guard line.split(bytes, separator: header.separator) else { return refuse(bytes, line: number, reason: .quote) }
        guard line.fields.count == header.fieldCount else {
            return refuse(bytes, line: number, reason: line.fields.count < header.fieldCount ? .missing : .extra)
        }
        var row = RegistryRow(line: line, header: header)
        if let record = row.record() { return .row(record) }
        return .refused(
            row.faults.map { RegistryFault(line: number, column: $0.column, reason: $0.reason) }, of: forgivenNumber)
    }

    /// The number of a refused line, as one would forgive it to a person.
    private var forgivenNumber: FileNumber? {
        let field = header.positions[RegistryColumn.number.position]
        guard line.fields.indices.contains(field) else { return nil }
        return try? FileNumber(line.text(line.fields[field]))
    }
}
