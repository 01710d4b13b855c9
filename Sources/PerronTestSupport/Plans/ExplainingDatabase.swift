import PerronStorage
import Synchronization

/// Asks the engine of every statement, once, how it would find its rows in a large database, and notes those that it would find by walking a
/// whole table or a whole index of one.
package final class ExplainingDatabase: Database {
    private let inner: any Database
    private let asked = Mutex<[String: StatementPlan]>([:])

    package init(_ inner: any Database) {
        self.inner = inner
    }

    package var dialect: Dialect { inner.dialect }

    /// How many different statements were asked about.
    package var statements: Int { asked.withLock(\.count) }

    /// « table: statement » of each that walks one, but for tables that hold a handful of rows.
    package func walks(exceptIn small: Set<String>) -> [String] {
        asked.withLock { asked in
            asked.flatMap { text, plan in plan.walked.subtracting(small).map { "\($0): \(text)" } }.sorted()
        }
    }

    /// What was asked before is of no interest.
    package func begin() {
        asked.withLock { $0 = [:] }
    }

    package func read<Value: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Value) async throws -> Value {
        try await inner.read { [self] tx in try body(ExplainingTransaction(inner: tx, explain: explain)) }
    }

    @discardableResult
    package func write<Value: Sendable>(
        _ isolation: WriteIsolation, _ body: @escaping @Sendable (any Transaction) throws -> Value
    ) async throws -> Value {
        try await inner.write(isolation) { [self] tx in try body(ExplainingTransaction(inner: tx, explain: explain)) }
    }

    package func close() async throws {
        try await inner.close()
    }

    private func explain(_ statement: SQL, in tx: any Transaction) throws {
        guard asked.withLock({ $0[statement.text] == nil }) else { return }
        let plan = try StatementPlan(of: statement, in: tx, dialect)
        asked.withLock { $0[statement.text] = plan }
    }
}

private struct ExplainingTransaction: Transaction {
    let inner: any Transaction
    let explain: (SQL, any Transaction) throws -> Void

    var changes: Int { inner.changes }

    func query(_ statement: SQL) throws -> [Row] {
        try explain(statement, inner)
        return try inner.query(statement)
    }

    func execute(_ statement: SQL) throws -> Int {
        try explain(statement, inner)
        return try inner.execute(statement)
    }

    func execute(_ statement: SQL, forEach rows: PackedRows) throws {
        try inner.execute(statement, forEach: rows)
    }
}
