import PerronStorage
import Synchronization

/// Keeps the text of every statement, so that two walks can be compared, and lets a test step in between a reading and the writing after it.
package final class RecordingDatabase: Database {
    private let inner: any Database
    private let heard = Mutex<[String]>([])
    private let interruption = Mutex<(@Sendable () async throws -> Void)?>(nil)

    package init(_ inner: any Database) {
        self.inner = inner
    }

    package var dialect: Dialect { inner.dialect }

    /// What was asked since the last time, `BEGIN` at the head of each transaction.
    package func takeStatements() -> [String] {
        heard.withLock { heard in
            defer { heard = [] }
            return heard
        }
    }

    /// Runs `step` once, right before the next write begins.
    package func beforeNextWrite(_ step: @escaping @Sendable () async throws -> Void) {
        interruption.withLock { $0 = step }
    }

    package func read<Value: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Value) async throws -> Value {
        let run = Run("BEGIN READ")
        defer { keep(run) }
        return try await inner.read { tx in try body(run.recording(tx)) }
    }

    @discardableResult
    package func write<Value: Sendable>(
        _ isolation: WriteIsolation, _ body: @escaping @Sendable (any Transaction) throws -> Value
    ) async throws -> Value {
        let step = interruption.withLock { interruption in
            defer { interruption = nil }
            return interruption
        }
        try await step?()
        let run = Run("BEGIN WRITE")
        defer { keep(run) }
        return try await inner.write(isolation) { tx in try body(run.recording(tx)) }
    }

    package func close() async throws {
        try await inner.close()
    }

    private func keep(_ run: Run) {
        heard.withLock { $0 += run.heard.withLock(\.self) }
    }
}

/// What one body asks; an engine that runs it again begins anew.
private final class Run: Sendable {
    let heard = Mutex<[String]>([])
    private let word: String

    init(_ word: String) {
        self.word = word
    }

    func recording(_ tx: any Transaction) -> RecordingTransaction {
        heard.withLock { $0 = [word] }
        return RecordingTransaction(inner: tx) { [self] statement in heard.withLock { $0.append(statement.text) } }
    }
}

private struct RecordingTransaction: Transaction {
    let inner: any Transaction
    let hear: (SQL) -> Void

    var changes: Int { inner.changes }

    func query(_ statement: SQL) throws -> [Row] {
        hear(statement)
        return try inner.query(statement)
    }

    func execute(_ statement: SQL) throws -> Int {
        hear(statement)
        return try inner.execute(statement)
    }

    func execute(_ statement: SQL, forEach rows: PackedRows) throws {
        hear(statement)
        try inner.execute(statement, forEach: rows)
    }
}
