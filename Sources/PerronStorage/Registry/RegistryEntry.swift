import PerronDomain

/// A row of an export that is to be written.
package struct RegistryEntry: Sendable {
    package let record: RegistryRecord
    /// The file's, if it is new; a known one keeps its own.
    package let newID: Identifier<PensionRecord>
    /// A digest of everything the row says.
    package let contents: [UInt8]
    package let isNew: Bool

    package init(record: RegistryRecord, newID: Identifier<PensionRecord>, contents: [UInt8], isNew: Bool) {
        self.record = record
        self.newID = newID
        self.contents = contents
        self.isNew = isNew
    }

    /// In the order of `RegistryRows.put`'s columns.
    var values: [SQLValue] {
        var values: [SQLValue] = [
            newID.sqlValue, record.number.sqlValue, record.situation.sqlValue, stored(record.name.civility),
            record.name.familyName.sqlValue, record.name.birthName.sqlValue, record.name.givenNames.sqlValue, stored(record.birthDate),
        ]
        for index in 0..<PostalAddress.lineCount { values.append(.text(record.address?.lines[index] ?? "")) }
        values += [
            stored(record.address?.country), stored(record.email), record.telephone.sqlValue, stored(record.lastSeenOnFormerSite),
            stored(record.diedOn), stored(record.linkedNumber), stored(record.representative), contents.sqlValue,
        ]
        return values
    }

    private func stored(_ value: (some SQLConvertible)?) -> SQLValue {
        value?.sqlValue ?? .null
    }
}
