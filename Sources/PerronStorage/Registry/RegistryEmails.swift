import PerronDomain

/// The registry's e-mail addresses that the open run changes.
package struct RegistryEmails {
    package struct Change: Sendable {
        package let record: Identifier<PensionRecord>
        package let before: RegistryEmail
        package let new: EmailAddress?
    }

    private let tx: any Transaction

    package init(_ tx: any Transaction) {
        self.tx = tx
    }

    /// Of the staged rows up to `last`, those whose address differs from the one still on file; asked before they are applied.
    package func changes(upTo last: Int64) throws -> [Change] {
        try tx.query(
            """
            SELECT file.id, file.registry_email, file.former_email, file.email_changed_at, staged.registry_email AS new_email
            FROM import_row AS staged JOIN pension_record AS file ON file.id = staged.id
            WHERE staged.place <= \(last) AND staged.email_changed = 1 ORDER BY staged.place
            """
        ).map { row in
            Change(
                record: try row.id("id"),
                before: RegistryEmail(
                    value: try row.optionalText("registry_email").flatMap(EmailAddress.init),
                    former: try row.optionalText("former_email").flatMap(EmailAddress.init),
                    changedAt: try row.optionalInstant("email_changed_at")),
                new: try row.optionalText("new_email").flatMap(EmailAddress.init))
        }
    }

    /// What stood before a change; the new value itself is written by `RegistryRows.apply`.
    package func keep(_ email: RegistryEmail, of record: Identifier<PensionRecord>) throws {
        try tx.execute(
            """
            UPDATE pension_record SET former_email = \(email.former), email_changed_at = \(email.changedAt) WHERE id = \(record)
            """)
    }
}
