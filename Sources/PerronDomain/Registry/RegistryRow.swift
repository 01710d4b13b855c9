/// The fields of one line, made into a record or into faults.
struct RegistryRow {
    private let line: RegistryLine
    private let header: RegistryHeader
    private(set) var faults: [(column: RegistryColumn, reason: RegistryFault.Reason)] = []

    init(line: RegistryLine, header: RegistryHeader) {
        self.line = line
        self.header = header
    }

    /// Nil if anything is wrong; then `faults` tells it, each column at most once.
    mutating func record() -> RegistryRecord? {
        guard isPrintable() else { return nil }
        let number = number()
        let situation = situation(of: number?.series)
        let name = PersonName(
            civility: choice(.civility, RegistryCode.civilities, else: .civility), familyName: required(.familyName),
            birthName: words(.birthName), givenNames: words(.givenNames))
        let birthDate = day(.birthDate)
        let address = address()
        let email = email()
        let lastSeen = day(.lastSeen)
        let diedOn = day(.diedOn)
        let linkedNumber = linkedNumber()
        let representative = choice(.representative, RegistryCode.representatives, else: .representative)
        guard faults.isEmpty, let number, let situation else { return nil }
        return RegistryRecord(
            number: number, situation: situation, name: name, birthDate: birthDate, address: address, email: email,
            telephone: words(.telephone), lastSeenOnFormerSite: lastSeen, diedOn: diedOn, linkedNumber: linkedNumber,
            representative: representative)
    }

    /// Control characters have no business in a name or an address: they would reach letters and mail headers.
    private mutating func isPrintable() -> Bool {
        guard line.bytes.contains(where: { ($0 < 0x20 && $0 != 0x09) || $0 == 0x7F }) else { return true }
        for column in RegistryColumn.allCases {
            let field = line.bytes[range(column)]
            if field.contains(0) {
                faults.append((column, .nul))
            } else if field.contains(where: { ($0 < 0x20 && $0 != 0x09) || $0 == 0x7F }) {
                faults.append((column, .control))
            }
        }
        return faults.isEmpty
    }

    /// An export knows its numbers: what a person is forgiven is a fault here.
    private mutating func number() -> FileNumber? {
        let digits = line.bytes[range(.number)]
        if let number = FileNumber(exactly: digits) { return number }
        let isDigit = { (byte: UInt8) in (48...57).contains(byte) }
        if digits.isEmpty {
            faults.append((.number, .empty))
        } else if digits.allSatisfy(isDigit) {
            faults.append((.number, digits.count > 9 ? .long : .short))
        } else {
            let isSpaced = digits.allSatisfy { isDigit($0) || $0 == 0x20 || $0 == 0x09 || $0 == 0xC2 || $0 == 0xA0 }
            faults.append((.number, isSpaced ? .spaced : .strange))
        }
        return nil
    }

    /// The number decides: a category or a situation that disagrees with it is the wrong one. Without a number they must agree.
    private mutating func situation(of series: FileNumber.Series?) -> Situation? {
        let role = choice(.category, RegistryCode.categories, else: .category, required: true)
        let situation = choice(.situation, RegistryCode.situations, else: .situation, required: true)
        let expected = series.map(RolePolicy.role) ?? role
        if let role, let expected, role != expected { faults.append((.category, .contradiction)) }
        if let situation, let expected, situation.role != expected { faults.append((.situation, .contradiction)) }
        return situation
    }

    private mutating func day(_ column: RegistryColumn) -> CalendarDay? {
        let field = trimmed(column)
        if field.isEmpty { return nil }
        if let day = CalendarDay(french: line.bytes[field]) { return day }
        faults.append((column, .noSuchDay))
        return nil
    }

    /// Nil without a single line; a country alone is no address.
    private mutating func address() -> PostalAddress? {
        let lines = (0..<PostalAddress.lineCount).map { line.text(range(.address($0))) }
        let country = line.text(trimmed(.country))
        do throws(PostalAddressError) {
            let isEmpty = lines.allSatisfy { $0.utf8.allSatisfy { $0 == 0x20 } }
            let address = try PostalAddress(lines: lines, country: isEmpty && country.isEmpty ? "FR" : country)
            return address.isEmpty ? nil : address
        } catch {
            switch error {
            case .tooLong(let line, _): faults.append((.address(line - 1), .longLine))
            case .country: faults.append((.country, .country))
            }
            return nil
        }
    }

    private mutating func email() -> EmailAddress? {
        let field = trimmed(.email)
        if field.isEmpty { return nil }
        if let email = EmailAddress(line.text(field)) { return email }
        faults.append((.email, .email))
        return nil
    }

    private mutating func linkedNumber() -> FileNumber? {
        let field = trimmed(.linkedNumber)
        if field.isEmpty { return nil }
        if let number = FileNumber(exactly: line.bytes[field]) { return number }
        faults.append((.linkedNumber, .link))
        return nil
    }

    private mutating func required(_ column: RegistryColumn) -> String {
        let text = words(column)
        if text.isEmpty { faults.append((column, .empty)) }
        return text
    }

    private mutating func choice<Choice>(
        _ column: RegistryColumn, _ choices: RegistryCode<Choice>, else reason: RegistryFault.Reason,
        required: Bool = false
    ) -> Choice? {
        let field = trimmed(column)
        if field.isEmpty && !required { return nil }
        if let value = choices.value(of: line.bytes[field]) { return value }
        faults.append((column, reason))
        return nil
    }

    /// Single spaces, none at the ends.
    private func words(_ column: RegistryColumn) -> String {
        PostalText.normalise(line.text(range(column)), capitals: false)
    }

    private func range(_ column: RegistryColumn) -> Range<Int> {
        line.fields[header.positions[column.position]]
    }

    /// Codes come padded from some systems; the number alone must be exact.
    private func trimmed(_ column: RegistryColumn) -> Range<Int> {
        var range = range(column)
        while let first = range.first, line.bytes[first] == 0x20 { range = first + 1..<range.upperBound }
        while let last = range.last, line.bytes[last] == 0x20 { range = range.lowerBound..<last }
        return range
    }
}
