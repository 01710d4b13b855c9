import PerronDomain

/// A file on record, as far as an import must know it to tell whether anything has changed.
package struct RegisteredFile: Sendable {
    package let number: FileNumber
    package let id: Identifier<PensionRecord>
    package let contents: [UInt8]
    package let closedAt: Instant?

    init(row: Row) throws {
        number = try row.number("number")
        id = try row.id("id")
        contents = try row.blob("contents")
        closedAt = try row.optionalInstant("closed_at")
    }
}

/// How many open files there are, and how many of them have an address or an e-mail address of the registry's.
package struct RegisteredTotals: Sendable, Equatable {
    package let files: Int
    package let addresses: Int
    package let emails: Int
}

/// The registry's files, as an import reads and writes them.
package struct RegistryRows {
    private let tx: any Transaction

    package init(_ tx: any Transaction) {
        self.tx = tx
    }

    /// In the order of their numbers as text, which is that of `RegistryKey`; at most `limit`, from behind `number` on.
    package func files(after number: FileNumber?, limit: Int) throws -> [RegisteredFile] {
        try tx.query(
            """
            SELECT number, id, contents, closed_at FROM pension_record WHERE number > \(number?.digits ?? "")
            ORDER BY number LIMIT \(limit)
            """
        ).map(RegisteredFile.init)
    }

    package func totals() throws -> RegisteredTotals {
        let row = try tx.first(
            """
            SELECT COUNT(*) AS files, COUNT(country) AS addresses, COUNT(registry_email) AS emails
            FROM pension_record WHERE closed_at IS NULL
            """)
        guard let row else { return RegisteredTotals(files: 0, addresses: 0, emails: 0) }
        return RegisteredTotals(files: try row.count("files"), addresses: try row.count("addresses"), emails: try row.count("emails"))
    }

    /// - Throws: `.duplicate` where a file of one of the numbers is there already.
    package func add(_ chunk: RegistryChunk) throws {
        try tx.execute(Self.insert, forEach: chunk.rows)
    }

    /// Known files take the row's contents and are open again; one that is not there is added.
    package func put(_ chunk: RegistryChunk) throws {
        try tx.execute("\(Self.insert)\(Self.orUpdate)", forEach: chunk.rows)
    }

    /// What stood before a change of the registry's address; the new value itself is written by `put`.
    package func keep(_ email: RegistryEmail, of record: Identifier<PensionRecord>) throws {
        try tx.execute(
            """
            UPDATE pension_record SET former_email = \(email.former), email_changed_at = \(email.changedAt) WHERE id = \(record)
            """)
    }

    /// False if it was closed before.
    package func close(_ id: Identifier<PensionRecord>, run: Identifier<ImportRun>, now: Instant) throws -> Bool {
        try tx.execute(
            """
            UPDATE pension_record SET closed_at = \(now), last_run = \(run), updated_at = \(now)
            WHERE id = \(id) AND closed_at IS NULL
            """) == 1
    }

    private static let insert: SQL =
        """
        INSERT INTO pension_record
          (id, number, situation, civility, family_name, birth_name, given_names, birth_date,
           country, address_1, address_2, address_3, address_4, address_5, address_6, registry_email, telephone,
           last_seen_on, died_on, linked_number, representative, contents, last_run, updated_at)
        VALUES
          ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)
        """

    private static let orUpdate: SQL =
        """
         ON CONFLICT (number) DO UPDATE SET
          situation = excluded.situation, civility = excluded.civility, family_name = excluded.family_name,
          birth_name = excluded.birth_name, given_names = excluded.given_names, birth_date = excluded.birth_date,
          address_1 = excluded.address_1, address_2 = excluded.address_2, address_3 = excluded.address_3,
          address_4 = excluded.address_4, address_5 = excluded.address_5, address_6 = excluded.address_6,
          country = excluded.country, registry_email = excluded.registry_email, telephone = excluded.telephone,
          last_seen_on = excluded.last_seen_on, died_on = excluded.died_on, linked_number = excluded.linked_number,
          representative = excluded.representative, contents = excluded.contents, closed_at = NULL,
          last_run = excluded.last_run, updated_at = excluded.updated_at
        """
}
