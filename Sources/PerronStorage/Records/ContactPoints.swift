import PerronDomain

/// An e-mail address that a member gave, apart from the registry's value. Unused until a code sent to it is typed.
package struct ContactPoint: Sendable, Equatable {
    package let id: Identifier<ContactPoint>
    package let email: EmailAddress
    package let confirmedAt: Instant?
    /// From when it may carry a provisional password.
    package let usableFrom: Instant?

    init(row: Row) throws {
        id = try row.id("id")
        guard let email = EmailAddress(try row.text("email")) else { throw RowError.unreadable("email") }
        self.email = email
        confirmedAt = try row.optionalInstant("confirmed_at")
        usableFrom = try row.optionalInstant("usable_from")
    }
}

package struct ContactPoints {
    private let tx: any Transaction

    package init(_ tx: any Transaction) {
        self.tx = tx
    }

    package func insert(_ id: Identifier<ContactPoint>, record: Identifier<PensionRecord>, email: EmailAddress, now: Instant) throws {
        try tx.execute(
            """
            INSERT INTO contact_point (id, record_id, email, source, given_at)
            VALUES (\(id), \(record), \(email), 'member', \(now))
            """)
    }

    /// The address that waits for its code; nil if it waits no more. Of several rows with one address, the newest.
    package func waiting(_ email: EmailAddress, of record: Identifier<PensionRecord>) throws -> Identifier<ContactPoint>? {
        try tx.first(
            """
            SELECT id FROM contact_point
            WHERE record_id = \(record) AND email = \(email) AND confirmed_at IS NULL AND ended_at IS NULL
            ORDER BY given_at DESC, id DESC LIMIT 1
            """
        )?.id("id")
    }

    /// Stores the digest of the code that is about to be sent to an address that waits; false if it waits no more.
    package func setCode(_ digest: StoredDigest, for id: Identifier<ContactPoint>, expiresAt: Instant) throws -> Bool {
        try tx.execute(
            """
            UPDATE contact_point SET code_digest = \(digest.bytes), code_key = \(digest.keyID), code_expires_at = \(expiresAt)
            WHERE id = \(id) AND confirmed_at IS NULL AND ended_at IS NULL
            """) == 1
    }

    /// Ends the addresses that wait for their code: another is given in their place.
    package func endAwaiting(of record: Identifier<PensionRecord>, now: Instant) throws {
        try tx.execute(
            "UPDATE contact_point SET ended_at = \(now) WHERE record_id = \(record) AND confirmed_at IS NULL AND ended_at IS NULL")
    }

    /// The confirmed address, and those that wait for their code.
    package func current(of record: Identifier<PensionRecord>) throws -> [ContactPoint] {
        try tx.query(
            """
            SELECT id, email, confirmed_at, usable_from FROM contact_point WHERE record_id = \(record) AND ended_at IS NULL
            ORDER BY given_at DESC LIMIT 20
            """
        ).map(ContactPoint.init)
    }

    /// Ends one address that waits for its code: nobody will ever type it.
    package func endAwaiting(_ id: Identifier<ContactPoint>, now: Instant) throws {
        try tx.execute("UPDATE contact_point SET ended_at = \(now) WHERE id = \(id) AND confirmed_at IS NULL AND ended_at IS NULL")
    }

    /// Where a provisional password may go: the member's confirmed and ripe address, else the registry's ripe one; nil where that one is
    /// dead, for then a letter is surer than whatever address comes next.
    /// - Parameter newAddressDays: `limits.registry.newAddressDays`.
    package func emailForAccess(of record: PensionRecord, now: Instant, newAddressDays: Int) throws -> EmailAddress? {
        let confirmed = try current(of: record.id).first { $0.confirmedAt != nil }
        let isRipe = confirmed?.usableFrom.map { $0 <= now } ?? false
        let email = isRipe ? confirmed?.email : record.ripeRegistryEmail(now: now, newAddressDays: newAddressDays)
        return try email.flatMap { try DeadAddresses(tx).holds($0) ? nil : $0 }
    }

    /// Every address that a notice goes to: confirmed ones and the registry's, each once; the registry's former one too while it still
    /// carries the codes. None that is dead.
    package func emailsForNotices(of record: PensionRecord, now: Instant, newAddressDays: Int) throws -> [EmailAddress] {
        let own = try current(of: record.id).filter { $0.confirmedAt != nil }.map(\.email)
        let ripe = record.ripeRegistryEmail(now: now, newAddressDays: newAddressDays)
        let all = try (own + [record.registryEmail, ripe].compactMap(\.self)).filter { try !DeadAddresses(tx).holds($0) }
        return all.enumerated().filter { index, email in !all.prefix(index).contains { $0.folded == email.folded } }.map(\.element)
    }

    /// The address whose code has this digest, while the code lives.
    package func awaiting(_ codeDigest: [UInt8], of record: Identifier<PensionRecord>, now: Instant) throws -> ContactPoint? {
        try tx.first(
            """
            SELECT id, email, confirmed_at, usable_from FROM contact_point
            WHERE record_id = \(record) AND code_digest = \(codeDigest) AND code_expires_at > \(now)
              AND confirmed_at IS NULL AND ended_at IS NULL
            """
        ).map(ContactPoint.init)
    }

    /// Confirms one address and ends every other; false if it was confirmed or ended meanwhile.
    package func confirm(
        _ id: Identifier<ContactPoint>, of record: Identifier<PensionRecord>, usableFrom: Instant, now: Instant
    ) throws -> Bool {
        try tx.execute("UPDATE contact_point SET ended_at = \(now) WHERE record_id = \(record) AND id <> \(id) AND ended_at IS NULL")
        return try tx.execute(
            """
            UPDATE contact_point SET confirmed_at = \(now), usable_from = \(usableFrom), code_digest = NULL
            WHERE id = \(id) AND record_id = \(record) AND confirmed_at IS NULL AND ended_at IS NULL
            """) == 1
    }

    /// Deletes up to `limit` addresses that were replaced before `before`; how many went.
    package func prune(endedBefore before: Instant, limit: Int) throws -> Int {
        try tx.execute(
            """
            DELETE FROM contact_point WHERE id IN
              (SELECT id FROM contact_point WHERE ended_at < \(before) ORDER BY ended_at LIMIT \(limit))
            """)
    }
}
