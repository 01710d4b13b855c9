import PerronDomain

/// An audit event with its place in the chain, as the sealer reads and writes it. Texts as stored: an edited row must be read, not refused.
package struct SealedAuditEvent: Sendable, Equatable {
    package let id: String
    package let at: Instant
    package let verb: String
    package let subject: String
    package let object: String?
    package let detail: String?
    /// 1, 2, 3 … in the order of sealing; nil while it waits.
    package let number: Int64?
    package let seal: [UInt8]?

    init(row: Row) throws {
        id = try row.text("id")
        at = try row.instant("at")
        verb = try row.text("verb")
        subject = try row.text("subject")
        object = try row.optionalText("object")
        detail = try row.optionalText("detail")
        number = try row.optionalInteger("seal_number")
        seal = try row.optionalBlob("seal")
    }
}

/// The chain over the audit log.
package struct AuditSeals {
    private let tx: any Transaction

    package init(_ tx: any Transaction) {
        self.tx = tx
    }

    /// Events that wait for their seal, oldest first.
    package func unsealed(limit: Int) throws -> [SealedAuditEvent] {
        try tx.query("SELECT \(Self.columns) FROM audit_event WHERE seal_number IS NULL ORDER BY id LIMIT \(limit)")
            .map(SealedAuditEvent.init)
    }

    package func last() throws -> SealedAuditEvent? {
        try tx.first("SELECT \(Self.columns) FROM audit_event WHERE seal_number IS NOT NULL ORDER BY seal_number DESC LIMIT 1")
            .map(SealedAuditEvent.init)
    }

    /// What the first event that is kept was chained to: the last one pruned, or nothing.
    package func beginning() throws -> (number: Int64, seal: [UInt8]) {
        try tx.first("SELECT number, seal FROM audit_beginning").map { (try $0.integer("number"), try $0.blob("seal")) } ?? (0, [])
    }

    /// Deletes every event up to one that is sealed, from which on the chain can then be verified; how many went.
    package func prune(upTo number: Int64, seal: [UInt8]) throws -> Int {
        try tx.execute(
            """
            INSERT INTO audit_beginning (id, number, seal) VALUES (1, \(number), \(seal))
            ON CONFLICT (id) DO UPDATE SET number = excluded.number, seal = excluded.seal
            """)
        return try tx.execute("DELETE FROM audit_event WHERE seal_number <= \(number)")
    }

    /// Sealed events after `number`, in the order of sealing.
    package func sealed(after number: Int64, limit: Int) throws -> [SealedAuditEvent] {
        try tx.query("SELECT \(Self.columns) FROM audit_event WHERE seal_number > \(number) ORDER BY seal_number LIMIT \(limit)")
            .map(SealedAuditEvent.init)
    }

    /// Seals one event; it can be done once.
    package func seal(_ id: String, number: Int64, seal: [UInt8]) throws {
        try tx.execute(
            "UPDATE audit_event SET seal_number = \(number), seal = \(seal) WHERE id = \(id) AND seal_number IS NULL")
    }

    private static let columns: SQL = "id, at, verb, subject, object, detail, seal_number, seal"
}
