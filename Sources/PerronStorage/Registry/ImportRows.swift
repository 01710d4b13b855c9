import PerronDomain

/// A row of the export that is new or differs from the file on record.
package struct StagedRow: Sendable {
    package let record: RegistryRecord
    /// The file's on record, or the one it will have.
    package let id: Identifier<PensionRecord>
    /// A digest of everything the row says.
    package let contents: [UInt8]
    package let changesEmail: Bool
    package let reopens: Bool

    package init(record: RegistryRecord, id: Identifier<PensionRecord>, contents: [UInt8], changesEmail: Bool, reopens: Bool) {
        self.record = record
        self.id = id
        self.contents = contents
        self.changesEmail = changesEmail
        self.reopens = reopens
    }
}

/// What the open run has still to apply.
package struct ImportRows {
    private let tx: any Transaction

    package init(_ tx: any Transaction) {
        self.tx = tx
    }

    package func insert(_ rows: [StagedRow]) throws {
        try tx.execute(Self.insertion, forEach: rows.map(values))
    }

    /// The place of the last of the next `limit` rows, and how many they are; nil if none waits.
    package func next(limit: Int) throws -> (last: Int64, count: Int)? {
        let row = try tx.first(
            """
            SELECT COALESCE(MAX(place), -1) AS last, COUNT(*) AS count
            FROM (SELECT place FROM import_row ORDER BY place LIMIT \(limit)) AS next_rows
            """)
        guard let row, case let count = try row.count("count"), count > 0 else { return nil }
        return (try row.integer("last"), count)
    }

    package func count() throws -> Int {
        try tx.first("SELECT COUNT(*) AS count FROM import_row")?.count("count") ?? 0
    }

    /// Files that come back, and files whose e-mail the registry has changed, among the rows up to `last`.
    package func remarkable(upTo last: Int64) throws -> [(id: Identifier<PensionRecord>, email: EmailAddress?, reopens: Bool)] {
        try tx.query(
            """
            SELECT id, CASE WHEN email_changed = 1 THEN registry_email END AS email, reopened FROM import_row
            WHERE place <= \(last) AND (email_changed = 1 OR reopened = 1) ORDER BY place
            """
        ).map { row in
            (try row.id("id"), try row.optionalText("email").flatMap(EmailAddress.init), try row.integer("reopened") == 1)
        }
    }

    package func delete(upTo last: Int64) throws {
        try tx.execute("DELETE FROM import_row WHERE place <= \(last)")
    }

    private func values(_ row: StagedRow) -> [SQLValue] {
        let record = row.record
        var values: [SQLValue] = [
            .integer(Int64(RegistryKey(record.number).value)), row.id.sqlValue, record.number.sqlValue, record.situation.sqlValue,
            stored(record.name.civility), record.name.familyName.sqlValue, record.name.birthName.sqlValue,
            record.name.givenNames.sqlValue, stored(record.birthDate),
        ]
        for index in 0..<PostalAddress.lineCount { values.append(.text(record.address?.lines[index] ?? "")) }
        values += [
            stored(record.address?.country), stored(record.email), record.telephone.sqlValue, stored(record.lastSeenOnFormerSite),
            stored(record.diedOn), stored(record.linkedNumber), stored(record.representative), row.contents.sqlValue,
            .integer(row.changesEmail ? 1 : 0), .integer(row.reopens ? 1 : 0),
        ]
        return values
    }

    private func stored(_ value: (some SQLConvertible)?) -> SQLValue {
        value?.sqlValue ?? .null
    }

    private static let insertion: SQL =
        """
        INSERT INTO import_row
          (place, id, number, situation, civility, family_name, birth_name, given_names, birth_date,
           address_1, address_2, address_3, address_4, address_5, address_6, country, registry_email, telephone,
           last_seen_on, died_on, linked_number, representative, contents, email_changed, reopened)
        VALUES
          ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25)
        """
}

/// Files that the open run has still to close.
package struct ImportClosings {
    private let tx: any Transaction

    package init(_ tx: any Transaction) {
        self.tx = tx
    }

    package func insert(_ number: FileNumber, record: Identifier<PensionRecord>) throws {
        try tx.execute(
            "INSERT INTO import_closing (place, record_id) VALUES (\(Int64(RegistryKey(number).value)), \(record))")
    }

    package func next(limit: Int) throws -> [(place: Int64, record: Identifier<PensionRecord>)] {
        try tx.query("SELECT place, record_id FROM import_closing ORDER BY place LIMIT \(limit)").map { row in
            (try row.integer("place"), try row.id("record_id"))
        }
    }

    package func delete(upTo last: Int64) throws {
        try tx.execute("DELETE FROM import_closing WHERE place <= \(last)")
    }
}
