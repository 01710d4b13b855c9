/// The store of everything, on one of two engines. A closure runs off the event loop, synchronously, in one transaction.
package protocol Database: Sendable {
    /// A snapshot: sees one state of the database throughout. An engine may run a body again: it changes nothing outside. Isolation: runs on a
    /// thread of the engine's.
    func read<Value: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Value) async throws -> Value

    /// All of `body` or none of it. Where two got in each other's way an engine runs a
    /// body again, after `MovedMeanwhile` too: it changes nothing outside its transaction. Returns once the commit is on disk; several
    /// waiting writes may share one sync.
    @discardableResult
    func write<Value: Sendable>(
        _ isolation: WriteIsolation, _ body: @escaping @Sendable (any Transaction) throws -> Value
    ) async throws -> Value

    /// Schema statements that differ by engine stand in its dialect.
    var dialect: Dialect { get }

    /// Whether another process waits to write, so that one that writes much may let it. False where writers don't wait for each other.
    var isSomebodyWaiting: Bool { get }

    /// Waits for what runs and closes the files or connections.
    func close() async throws
}

extension Database {
    /// As if no other write ran beside it.
    @discardableResult
    package func write<Value: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Value) async throws -> Value {
        try await write(.serialisable, body)
    }

    package var isSomebodyWaiting: Bool { false }
}

/// How a write stands to those that run beside it.
package enum WriteIsolation: Sendable {
    /// As if it ran alone.
    case serialisable
    /// Each statement sees what is committed by then, and nobody is made to run again for what was only read. For a body whose rules hold
    /// whatever runs beside it: by unique keys, guarded updates, rows that are locked as they are read, and `Dialect.hold`.
    case guarded
}

/// One transaction. Not `Sendable`: it lives inside the closure that received it.
package protocol Transaction {
    /// Every row of the answer, in memory; ask for a bounded number of rows.
    func query(_ statement: SQL) throws -> [Row]

    /// How many rows the statement changed.
    @discardableResult func execute(_ statement: SQL) throws -> Int

    /// The same `INSERT INTO … VALUES ($1, $2 …) …` for many rows, each the values of `$1`, `$2` … in this order; for large work, where making
    /// each statement anew would cost more than running it. No two rows of one call touch the same row of the table.
    func execute(_ statement: SQL, forEach rows: PackedRows) throws

    /// Rows changed on this connection so far: grows with every change of a row, and so tells the order of two within one transaction.
    var changes: Int { get }
}

extension Transaction {
    package func first(_ statement: SQL) throws -> Row? {
        try query(statement).first
    }
}

/// The one place where the engines' SQL differs.
package enum Dialect: Sendable {
    case sqlite
    case postgres

    /// Whether every write waits for every other.
    package var hasOneWriter: Bool { self == .sqlite }

    /// Appended to a SELECT that leases rows: two workers never get the same one.
    package var skipLocked: SQL {
        switch self {
        case .sqlite: ""
        case .postgres: " FOR UPDATE SKIP LOCKED"
        }
    }

    /// A statement after which no other transaction that counts holds the same subject until this one ends. Nil where writes wait for each other
    /// anyway.
    /// - Parameter subject: a keyed digest; two that begin alike wait for each other too, which does no harm.
    package func hold(_ subject: [UInt8]) -> SQL? {
        switch self {
        case .sqlite: return nil
        case .postgres:
            let key = Int64(Int32(truncatingIfNeeded: subject.prefix(4).reduce(0) { $0 << 8 | Int64($1) }))
            // By the table's own number: locks of this kind are the whole database's, and a schema may have neighbours.
            return """
                SELECT pg_advisory_xact_lock(
                  CAST(CAST(CAST('quota_event' AS REGCLASS) AS OID) AS INTEGER), CAST(\(key) AS INTEGER))
                """
        }
    }

    /// Appended to a SELECT of one row that others must wait for; rows that only refer to it may still be written.
    package var rowLock: SQL {
        switch self {
        case .sqlite: ""
        case .postgres: " FOR NO KEY UPDATE"
        }
    }
}

/// What a store's caller may have to tell apart; everything else is an accident.
package enum DatabaseError: Error, Equatable {
    /// A unique index refused the row.
    case duplicate
    /// A CHECK, NOT NULL or foreign key refused it; the engine's name for the rule, never a value.
    case constraint(String)
    /// Locked, full, gone: worth another try later.
    case unavailable(String)
    /// Our SQL is wrong.
    case statement(String)
}

extension DatabaseError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .duplicate: "the database refused a row that is there already"
        case .constraint(let rule): "the database refused a row: \(rule)"
        case .unavailable(let reason): "the database is away, try again: \(reason)"
        case .statement(let reason): "the database refused a statement: \(reason)"
        }
    }
}
