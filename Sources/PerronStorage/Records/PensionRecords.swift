import PerronDomain

/// The registry's files. Reading here; `RegistryRows` writes them.
package struct PensionRecords {
    private let tx: any Transaction

    package init(_ tx: any Transaction) {
        self.tx = tx
    }

    package func find(_ number: FileNumber) throws -> PensionRecord? {
        try tx.first("SELECT \(Self.columns) FROM pension_record WHERE number = \(number)").map(PensionRecord.init)
    }

    package func find(_ id: Identifier<PensionRecord>) throws -> PensionRecord? {
        try tx.first("SELECT \(Self.columns) FROM pension_record WHERE id = \(id)").map(PensionRecord.init)
    }

    /// First statement of a write that touches what hangs on one file, its account, sessions and codes: of two such writes the second waits,
    /// where each would else wait for the other's rows.
    package func hold(_ id: Identifier<PensionRecord>, dialect: Dialect) throws {
        _ = try tx.query("SELECT id FROM pension_record WHERE id = \(id)\(dialect.rowLock)")
    }

    package func count() throws -> Int {
        try tx.first("SELECT COUNT(*) AS count FROM pension_record")?.count("count") ?? 0
    }

    static let columns: SQL =
        """
        id, number, situation, civility, family_name, birth_name, given_names, birth_date,
        address_1, address_2, address_3, address_4, address_5, address_6, country,
        registry_email, former_email, email_changed_at, telephone, last_seen_on, died_on, linked_number, representative, closed_at
        """
}

extension PensionRecord {
    init(row: Row) throws {
        self.init(
            id: try row.id("id"),
            number: try row.number("number"),
            situation: try row.choice("situation"),
            name: PersonName(
                civility: try row.optionalChoice("civility"), familyName: try row.text("family_name"),
                birthName: try row.text("birth_name"), givenNames: try row.text("given_names")),
            birthDate: try row.optionalDay("birth_date"),
            address: try PensionRecord.address(row),
            registryEmail: try row.optionalText("registry_email").flatMap(EmailAddress.init),
            formerEmail: try row.optionalText("former_email").flatMap(EmailAddress.init),
            emailChangedAt: try row.optionalInstant("email_changed_at"),
            telephone: try row.text("telephone"),
            lastSeenOnFormerSite: try row.optionalDay("last_seen_on"),
            diedOn: try row.optionalDay("died_on"),
            linkedNumber: try row.optionalText("linked_number") == nil ? nil : try row.number("linked_number"),
            representative: try row.optionalChoice("representative"),
            closedAt: try row.optionalInstant("closed_at"))
    }

    private static func address(_ row: Row) throws -> PostalAddress? {
        guard let country = try row.optionalText("country") else { return nil }
        let lines = try (1...PostalAddress.lineCount).map { try row.text("address_\($0)") }
        do {
            return try PostalAddress(lines: lines, country: country)
        } catch {
            throw RowError.unreadable("address")
        }
    }
}
