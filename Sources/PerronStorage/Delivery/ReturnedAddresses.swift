import PerronDomain

/// Postal addresses that a letter came back from, one a file, as a keyed digest: the file's address is bad as long as it is that one.
package struct ReturnedAddresses {
    private let tx: any Transaction

    package init(_ tx: any Transaction) {
        self.tx = tx
    }

    /// Nil for a file of which no letter came back.
    package func find(of record: Identifier<PensionRecord>) throws -> StoredDigest? {
        try tx.first("SELECT digest, key_id FROM returned_address WHERE record_id = \(record)").map { row in
            StoredDigest(keyID: try row.text("key_id"), bytes: try row.blob("digest"))
        }
    }

    /// In the place of the one before.
    package func mark(_ address: StoredDigest, of record: Identifier<PensionRecord>, now: Instant) throws {
        try tx.execute(
            """
            INSERT INTO returned_address (record_id, digest, key_id, returned_at)
            VALUES (\(record), \(address.bytes), \(address.keyID), \(now))
            ON CONFLICT (record_id) DO UPDATE SET digest = excluded.digest, key_id = excluded.key_id, returned_at = excluded.returned_at
            """)
    }

    /// False if there was none.
    package func forget(of record: Identifier<PensionRecord>) throws -> Bool {
        try tx.execute("DELETE FROM returned_address WHERE record_id = \(record)") == 1
    }
}
