import Foundation
import PerronStorage

/// Runs one job at a time on a connection of its own, which it opens when it is first needed and anew when it was lost.
final class Clerk {
    private let url: PostgresURL
    private let limits: PostgresLimits
    private let number: Int
    private var connection: PostgresConnection?

    init(_ url: PostgresURL, _ limits: PostgresLimits, number: Int) {
        (self.url, self.limits, self.number) = (url, limits, number)
    }

    func read<Value>(_ body: (any Transaction) throws -> Value) throws -> Value {
        try untilDone("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", body)
    }

    func write<Value>(_ body: (any Transaction) throws -> Value) throws -> Value {
        try untilDone("BEGIN ISOLATION LEVEL SERIALIZABLE", body)
    }

    /// Tries again what certainly left nothing behind. A COMMIT that was sent and not answered may have been kept: that is told, not tried again.
    private func untilDone<Value>(_ begin: String, _ body: (any Transaction) throws -> Value) throws -> Value {
        var tries = 1
        while true {
            do {
                return try once(begin, body)
            } catch let failure as PostgresFailure {
                guard failure.isWorthAnotherTry || failure.endsConnection, tries < (failure.isWorthAnotherTry ? limits.tries : 2) else {
                    throw failure.translated
                }
                if failure.state == "0A000" { connection = nil }
                // Each clerk waits another while, so that two don't meet again and again.
                if tries > 1 { Thread.sleep(forTimeInterval: Double(min(tries, 10) * (number + 1)) / 1000) }
                tries += 1
            }
        }
    }

    /// - Throws: `PostgresFailure` where nothing was kept; the body's own error; `DatabaseError` where another try would be wrong.
    private func once<Value>(_ begin: String, _ body: (any Transaction) throws -> Value) throws -> Value {
        let connection = try open()
        defer { if connection.isBroken { self.connection = nil } }
        try connection.simple(begin)
        let transaction = PostgresTransaction(connection)
        let outcome = Result { try body(transaction) }
        if let failure = transaction.failure {
            rollBack(connection)
            if failure.endsConnection { connection.giveUp() }
            guard failure.isWorthAnotherTry || failure.endsConnection else {
                // What a body made of it counts, unless it takes for kept what the server has given up.
                _ = try outcome.get()
                throw failure.translated
            }
            throw failure
        }
        do {
            let value = try outcome.get()
            try commit(connection)
            return value
        } catch let error where !(error is PostgresFailure) {
            rollBack(connection)
            throw error
        }
    }

    private func commit(_ connection: PostgresConnection) throws {
        do {
            guard try connection.simple("COMMIT") == "COMMIT" else {
                throw DatabaseError.statement("the server had given the transaction up")
            }
        } catch let failure as PostgresFailure where failure.endsConnection {
            connection.giveUp()
            throw DatabaseError.unavailable("the connection was lost at COMMIT: whether this change was kept is not known")
        }
    }

    private func rollBack(_ connection: PostgresConnection) {
        do {
            try connection.simple("ROLLBACK")
        } catch {
            connection.giveUp()
        }
    }

    private func open() throws -> PostgresConnection {
        if let connection, !connection.isBroken { return connection }
        let opened = try PostgresConnection(url, limits)
        connection = opened
        return opened
    }
}
