import CPQ
import PerronStorage

/// Statements on one connection. The server ends a transaction at its first error, whatever the body makes of it: the first is kept.
final class PostgresTransaction: Transaction {
    /// Rows that travel before their answers are read. Those of 500 statements fit in a socket's buffer, so neither side waits for the other.
    private static let pipelined = 500

    private let connection: PostgresConnection
    private(set) var failure: PostgresFailure?

    init(_ connection: PostgresConnection) {
        self.connection = connection
    }

    var changes: Int { connection.changes }

    func query(_ statement: SQL) throws -> [Row] {
        try recorded {
            let result = try run(statement)
            defer { PQclear(result) }
            return try PostgresAnswer(result).rows()
        }
    }

    func execute(_ statement: SQL) throws -> Int {
        try recorded {
            let before = connection.changes
            PQclear(try run(statement))
            return connection.changes - before
        }
    }

    func execute(_ statement: SQL, forEach rows: PackedRows) throws {
        try recorded {
            for start in stride(from: 0, to: rows.count, by: PostgresTransaction.pipelined) {
                try send(statement, rows, start..<min(start + PostgresTransaction.pipelined, rows.count))
            }
        }
    }

    private func run(_ statement: SQL) throws -> OpaquePointer? {
        let name = try connection.name(of: statement)
        let result = PostgresParameters(statement.values).with { count, values, lengths, formats in
            PQexecPrepared(connection.handle, name, count, values, lengths, formats, 1)
        }
        try take(result)
        return result
    }

    /// Many executions on one way there and back.
    private func send(_ statement: SQL, _ rows: PackedRows, _ range: Range<Int>) throws {
        let all = range.map { SQL(statement, with: rows.values(of: $0)) }
        let names = try all.map { try connection.name(of: $0) }
        guard PQenterPipelineMode(connection.handle) == 1 else { throw PostgresFailure(nil, on: connection.handle) }
        defer { if PQexitPipelineMode(connection.handle) != 1 { connection.giveUp() } }
        for (row, name) in zip(all, names) {
            let sent = PostgresParameters(row.values).with { count, values, lengths, formats in
                PQsendQueryPrepared(connection.handle, name, count, values, lengths, formats, 1)
            }
            guard sent == 1 else { throw lost() }
        }
        guard PQpipelineSync(connection.handle) == 1 else { throw lost() }
        var first: PostgresFailure?
        for _ in all {
            let result = PQgetResult(connection.handle)
            do {
                try take(result)
                PQclear(result)
            } catch let error as PostgresFailure {
                // What follows the first is answered with "aborted", which tells nothing.
                first = first ?? error
            }
            PQclear(PQgetResult(connection.handle))
        }
        PQclear(PQgetResult(connection.handle))
        if let first { throw first }
    }

    /// Counts what a statement changed.
    /// - Throws: `PostgresFailure`, the result freed, where it failed.
    private func take(_ result: OpaquePointer?) throws {
        guard [PGRES_COMMAND_OK, PGRES_TUPLES_OK].contains(PQresultStatus(result)) else {
            defer { PQclear(result) }
            throw PostgresFailure(result, on: connection.handle)
        }
        guard let word = PQcmdStatus(result), let count = PQcmdTuples(result) else { return }
        if ["INSERT", "UPDATE", "DELETE"].contains(String(cString: word).prefix(6)) {
            connection.changes += Int(String(cString: count)) ?? 0
        }
    }

    private func lost() -> PostgresFailure {
        connection.giveUp()
        return PostgresFailure("")
    }

    private func recorded<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as PostgresFailure {
            failure = failure ?? error
            throw error.translated
        }
    }
}
