import PerronDomain
import PerronStorage
import Synchronization

/// Does one thing more for one number than for every other, as a product would that gives itself away. What compares must notice.
package final class TamperedDatabase: Database {
    package enum Harm: String, Sendable, CaseIterable {
        /// One statement more, which changes nothing.
        case statement
        /// One row more, in the next transaction that writes.
        case row
        /// Another answer: the store fails.
        case answer
    }

    private let inner: any Database
    private let number: FileNumber
    private let harm: Harm
    private let isDue: @Sendable () -> Bool
    private let owesRow = Mutex(false)

    /// - Parameter isDue: whether harm is done now.
    package init(_ inner: any Database, for number: FileNumber, _ harm: Harm, isDue: @escaping @Sendable () -> Bool) {
        self.inner = inner
        self.number = number
        self.harm = harm
        self.isDue = isDue
    }

    package var dialect: Dialect { inner.dialect }

    package func read<Value: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Value) async throws -> Value {
        try await inner.read { [self] tx in try body(TamperedTransaction(inner: tx, number: number) { [self] in try act(in: tx) }) }
    }

    @discardableResult
    package func write<Value: Sendable>(
        _ isolation: WriteIsolation, _ body: @escaping @Sendable (any Transaction) throws -> Value
    ) async throws -> Value {
        try await inner.write(isolation) { [self] tx in
            let value = try body(TamperedTransaction(inner: tx, number: number) { [self] in try act(in: tx) })
            let owes = owesRow.withLock { owes in
                defer { owes = false }
                return owes
            }
            if owes { try tx.execute("INSERT INTO robot_claim (id, expires_at) VALUES (\([0] as [UInt8]), 0) ON CONFLICT DO NOTHING") }
            return value
        }
    }

    package func close() async throws {
        try await inner.close()
    }

    private func act(in tx: any Transaction) throws {
        guard isDue() else { return }
        switch harm {
        case .statement: _ = try tx.query("SELECT 1 AS more")
        case .row: owesRow.withLock { $0 = true }
        case .answer: throw DatabaseError.unavailable("tampered")
        }
    }
}

/// Notices the number in what is asked and in what is found.
private struct TamperedTransaction: Transaction {
    let inner: any Transaction
    let number: FileNumber
    let act: () throws -> Void

    var changes: Int { inner.changes }

    func query(_ statement: SQL) throws -> [Row] {
        let rows = try inner.query(statement)
        if asks(statement) || rows.contains(where: { (try? $0.text("number")) == number.digits }) { try act() }
        return rows
    }

    func execute(_ statement: SQL) throws -> Int {
        let count = try inner.execute(statement)
        if asks(statement) { try act() }
        return count
    }

    func execute(_ statement: SQL, forEach rows: PackedRows) throws {
        try inner.execute(statement, forEach: rows)
    }

    private func asks(_ statement: SQL) -> Bool {
        statement.values.contains(.text(number.digits))
    }
}
