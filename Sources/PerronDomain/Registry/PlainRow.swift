/// A row that says everything as it shall be stored already: its canonical form comes straight from the line's bytes, without a text or
/// a record being made. Most rows of an export are so, and it is ten times quicker.
///
/// It never refuses: for a row of which it isn't sure it says so, and `RegistryRow` looks at it with care. What it does accept it writes
/// as `RegistryRecord.appendCanonical` would.
struct PlainRow {
    private let line: UnsafeBufferPointer<UInt8>
    private let fields: [Range<Int>]
    private let header: RegistryHeader

    /// Nil for a line with quotation marks, control characters, bytes that aren't UTF-8 or letters beyond U+017F.
    /// - Parameter fields: memory to be used again for each line.
    init?(_ line: UnsafeBufferPointer<UInt8>, header: RegistryHeader, fields: inout [Range<Int>]) {
        fields.removeAll(keepingCapacity: true)
        var (start, index) = (0, 0)
        while index < line.count {
            switch line[index] {
            case header.separator:
                fields.append(start..<index)
                start = index + 1
            case UInt8(ascii: "\""): return nil
            case 0x20...0x7E: break
            case 0xC3...0xC5:
                index += 1
                guard index < line.count, (0x80...0xBF).contains(line[index]) else { return nil }
            default: return nil
            }
            index += 1
        }
        fields.append(start..<line.count)
        guard fields.count == header.fieldCount else { return nil }
        self.line = line
        self.fields = fields
        self.header = header
    }

    /// False, and `bytes` as they were, for a row that isn't plain.
    func append(to bytes: inout [UInt8]) -> Bool {
        let before = bytes.count
        if appendPerson(to: &bytes), appendAddress(to: &bytes), appendRest(to: &bytes) { return true }
        bytes.removeSubrange(before...)
        return false
    }

    /// Read only once the row was found plain.
    var key: RegistryKey? { FileNumber.Series(length: self[.number].count).map { RegistryKey(digits: self[.number], of: $0) } }

    private func appendPerson(to bytes: inout [UInt8]) -> Bool {
        let number = self[.number]
        guard FileNumber.isExact(number), let role = FileNumber.Series(length: number.count).map(RolePolicy.role),
            RegistryCode.categories.value(of: self[.category]) == role,
            let situation = RegistryCode.situations.value(of: self[.situation]), situation.role == role
        else { return false }
        close(&bytes, with: number)
        close(&bytes, with: situation.rawValue.utf8)
        guard appendChoice(.civility, of: RegistryCode.civilities, to: &bytes), !self[.familyName].isEmpty else { return false }
        return appendWords(.familyName, to: &bytes) && appendWords(.birthName, to: &bytes) && appendWords(.givenNames, to: &bytes)
            && appendDay(.birthDate, to: &bytes)
    }

    /// Not without a line, which is no address: that is written otherwise.
    private func appendAddress(to bytes: inout [UInt8]) -> Bool {
        let country = self[.country]
        guard country.count == 2, country.allSatisfy({ (0x41...0x5A).contains($0) }) else { return false }
        close(&bytes, with: country)
        let start = bytes.count
        for index in 0..<PostalAddress.lineCount {
            let before = bytes.count
            if index < 3 {
                guard appendWords(.address(index), to: &bytes) else { return false }
            } else {
                guard LatinCapitals.fold(self[.address(index)], into: &bytes) else { return false }
                bytes.append(PlainRow.end)
            }
            guard bytes.count - before - 1 <= PostalAddress.lineLength else { return false }
        }
        return bytes.count > start + PostalAddress.lineCount
    }

    private func appendRest(to bytes: inout [UInt8]) -> Bool {
        let email = self[.email]
        guard email.isEmpty || EmailAddress.isWritten(email) else { return false }
        close(&bytes, with: email)
        guard appendWords(.telephone, to: &bytes), appendDay(.lastSeen, to: &bytes), appendDay(.diedOn, to: &bytes) else { return false }
        let linked = self[.linkedNumber]
        guard linked.isEmpty || FileNumber.isExact(linked) else { return false }
        close(&bytes, with: linked)
        return appendChoice(.representative, of: RegistryCode.representatives, to: &bytes)
    }

    /// Single spaces, none at the ends.
    private func appendWords(_ column: RegistryColumn, to bytes: inout [UInt8]) -> Bool {
        let field = self[column]
        var previous = UInt8(ascii: " ")
        for byte in field {
            if byte == 0x20 && previous == 0x20 { return false }
            previous = byte
        }
        guard previous != 0x20 || field.isEmpty else { return false }
        close(&bytes, with: field)
        return true
    }

    private func appendDay(_ column: RegistryColumn, to bytes: inout [UInt8]) -> Bool {
        let field = self[column]
        if !field.isEmpty {
            guard CalendarDay(french: field) != nil else { return false }
            bytes.append(contentsOf: field[(field.startIndex + 6)...])
            bytes.append(UInt8(ascii: "-"))
            bytes.append(contentsOf: field[(field.startIndex + 3)..<(field.startIndex + 5)])
            bytes.append(UInt8(ascii: "-"))
            bytes.append(contentsOf: field[..<(field.startIndex + 2)])
        }
        bytes.append(PlainRow.end)
        return true
    }

    private func appendChoice<Choice: RawRepresentable<String>>(
        _ column: RegistryColumn, of choices: RegistryCode<Choice>, to bytes: inout [UInt8]
    ) -> Bool {
        let field = self[column]
        guard !field.isEmpty else {
            bytes.append(PlainRow.end)
            return true
        }
        guard let choice = choices.value(of: field) else { return false }
        close(&bytes, with: choice.rawValue.utf8)
        return true
    }

    private func close(_ bytes: inout [UInt8], with field: some Collection<UInt8>) {
        bytes.append(contentsOf: field)
        bytes.append(PlainRow.end)
    }

    private subscript(column: RegistryColumn) -> Slice<UnsafeBufferPointer<UInt8>> {
        line[fields[header.positions[column.position]]]
    }

    private static let end = RegistryRecord.fieldEnd
}
