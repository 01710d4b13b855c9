import PerronDomain

/// A personal space that has been opened: the hash of its own password, and since when.
package struct Account: Sendable, Equatable {
    package let recordID: Identifier<PensionRecord>
    /// An encoded Argon2id string.
    package let password: String
    package let openedAt: Instant
    package let passwordSetAt: Instant

    init(row: Row) throws {
        recordID = try row.id("record_id")
        password = try row.text("password")
        openedAt = try row.instant("opened_at")
        passwordSetAt = try row.instant("password_set_at")
    }

    /// Whether nobody has chosen another meanwhile; its hash may have been upgraded.
    package func isSamePassword(as other: Account) -> Bool {
        recordID == other.recordID && passwordSetAt == other.passwordSetAt
    }
}

extension Account: CustomStringConvertible, CustomReflectable {
    package var description: String { "[redacted]" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

package struct Accounts {
    private let tx: any Transaction

    package init(_ tx: any Transaction) {
        self.tx = tx
    }

    package func find(_ record: Identifier<PensionRecord>) throws -> Account? {
        try tx.first("SELECT record_id, password, opened_at, password_set_at FROM account WHERE record_id = \(record)")
            .map(Account.init)
    }

    /// Opens the account, or replaces the password of one that is open.
    package func set(password: String, of record: Identifier<PensionRecord>, now: Instant) throws {
        try tx.execute(
            """
            INSERT INTO account (record_id, password, opened_at, password_set_at) VALUES (\(record), \(password), \(now), \(now))
            ON CONFLICT (record_id) DO UPDATE SET password = excluded.password, password_set_at = excluded.password_set_at
            """)
    }

    /// Replaces one hash by another of the same password (new parameters); nothing if it changed meanwhile.
    package func upgrade(_ record: Identifier<PensionRecord>, from old: String, to new: String) throws {
        try tx.execute("UPDATE account SET password = \(new) WHERE record_id = \(record) AND password = \(old)")
    }
}
