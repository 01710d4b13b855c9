/// One row of an export, read and found right.
package struct RegistryRecord: Equatable, Sendable {
    package let number: FileNumber
    package let situation: Situation
    package let name: PersonName
    package let birthDate: CalendarDay?
    /// Nil where no address line is filled.
    package let address: PostalAddress?
    package let email: EmailAddress?
    package let telephone: String
    package let lastSeenOnFormerSite: CalendarDay?
    package let diedOn: CalendarDay?
    package let linkedNumber: FileNumber?
    package let representative: Representative?

    /// The columns in which the file on record differs; the category follows from the situation.
    package func differences(from record: PensionRecord) -> [RegistryColumn] {
        var columns: [RegistryColumn] = []
        func note(_ column: RegistryColumn, _ isSame: Bool) {
            if !isSame { columns.append(column) }
        }
        note(.situation, situation == record.situation)
        note(.civility, name.civility == record.name.civility)
        note(.familyName, name.familyName == record.name.familyName)
        note(.birthName, name.birthName == record.name.birthName)
        note(.givenNames, name.givenNames == record.name.givenNames)
        note(.birthDate, birthDate == record.birthDate)
        for index in 0..<PostalAddress.lineCount {
            note(.address(index), address?.lines[index] ?? "" == record.address?.lines[index] ?? "")
        }
        note(.country, address?.country == record.address?.country)
        note(.email, email == record.registryEmail)
        note(.telephone, telephone == record.telephone)
        note(.lastSeen, lastSeenOnFormerSite == record.lastSeenOnFormerSite)
        note(.diedOn, diedOn == record.diedOn)
        note(.linkedNumber, linkedNumber == record.linkedNumber)
        note(.representative, representative == record.representative)
        return columns
    }

    /// Every field in one unambiguous form, for a digest that tells whether a row is the same as last time, whatever the file's encoding,
    /// separator and order of columns were.
    package func appendCanonical(to bytes: inout [UInt8]) {
        func append(_ text: String) {
            bytes.append(contentsOf: text.utf8)
            bytes.append(RegistryRecord.fieldEnd)
        }
        append(number.digits)
        append(situation.rawValue)
        append(name.civility?.rawValue ?? "")
        append(name.familyName)
        append(name.birthName)
        append(name.givenNames)
        append(birthDate?.iso ?? "")
        append(address?.country ?? "")
        address?.lines.forEach(append)
        append(email?.value ?? "")
        append(telephone)
        append(lastSeenOnFormerSite?.iso ?? "")
        append(diedOn?.iso ?? "")
        append(linkedNumber?.digits ?? "")
        append(representative?.rawValue ?? "")
    }

    /// Stands behind each field of the canonical form, and in no field.
    package static let fieldEnd: UInt8 = 0x1F
}

/// A file number as one small integer whose order is the order of the digits as text, so that an export and the table can be walked
/// side by side: seven digits count as nine with two zeros behind, and the shorter of two equals comes first.
package struct RegistryKey: Hashable, Comparable, Sendable {
    /// 0 … 1,999,999,999.
    package let value: UInt32

    package init(_ number: FileNumber) {
        self.init(digits: number.digits.utf8, of: number.series)
    }

    /// - Parameter digits: of a number that was found right.
    init(digits: some Sequence<UInt8>, of series: FileNumber.Series) {
        let digits = digits.reduce(UInt32(0)) { $0 * 10 + UInt32($1 & 15) }
        switch series {
        case .member: value = digits * 200
        case .survivor: value = digits * 2 + 1
        }
    }

    package static func < (left: RegistryKey, right: RegistryKey) -> Bool {
        left.value < right.value
    }
}
