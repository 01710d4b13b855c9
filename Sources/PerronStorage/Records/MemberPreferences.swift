import PerronDomain

/// How members want to be written to, where they have said so.
package struct MemberPreferences {
    private let tx: any Transaction

    package init(_ tx: any Transaction) {
        self.tx = tx
    }

    /// The usual one for a file of which nothing was said.
    package func find(of record: Identifier<PensionRecord>) throws -> MemberPreference {
        let row = try tx.first("SELECT language, large_print FROM member_preference WHERE record_id = \(record)")
        guard let row else { return MemberPreference() }
        return MemberPreference(
            language: try row.optionalChoice("language"), isLargePrint: try row.integer("large_print") != 0)
    }

    /// In the place of what was said before.
    package func set(_ preference: MemberPreference, of record: Identifier<PensionRecord>, now: Instant) throws {
        try tx.execute(
            """
            INSERT INTO member_preference (record_id, language, large_print, set_at)
            VALUES (\(record), \(preference.language?.rawValue), \(preference.isLargePrint ? 1 : 0), \(now))
            ON CONFLICT (record_id) DO UPDATE SET language = excluded.language, large_print = excluded.large_print, set_at = excluded.set_at
            """)
    }
}
