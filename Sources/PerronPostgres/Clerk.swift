import Foundation
import PerronStorage

/// Runs one job at a time on a connection of its own, which it opens when it is first needed and anew when it was lost.
final class Clerk {
    private let url: PostgresURL
    private let limits: PostgresLimits
    private let number: Int
    private let habits: ReadHabits
    private var connection: PostgresConnection?

    init(_ url: PostgresURL, _ limits: PostgresLimits, _ habits: ReadHabits, number: Int) {
        (self.url, self.limits, self.habits, self.number) = (url, limits, habits, number)
    }

    func read<Value>(_ body: (any Transaction) throws -> Value) throws -> Value {
        try untilDone { connection in
            let transaction = PostgresTransaction(readingOn: connection, habits)
            // It has changed nothing, so that either end will do.
            defer { if transaction.isBegun { rollBack(connection) } }
            return try outcome(of: transaction, body)
        }
    }

    func write<Value>(_ isolation: WriteIsolation, _ body: (any Transaction) throws -> Value) throws -> Value {
        try untilDone { connection in
            let transaction = try PostgresTransaction(writingOn: connection, isolation)
            let value: Value
            do {
                value = try outcome(of: transaction, body)
            } catch {
                rollBack(connection)
                throw error
            }
            try commit(connection)
            return value
        }
    }

    /// Tries again what certainly left nothing behind. A COMMIT that was sent and not answered may have been kept: that is told, not tried again.
    private func untilDone<Value>(_ attempt: (PostgresConnection) throws -> Value) throws -> Value {
        var tries = 1
        while true {
            do {
                let connection = try open()
                defer { if connection.isBroken { self.connection = nil } }
                return try attempt(connection)
            } catch let failure as PostgresFailure {
                guard failure.isWorthAnotherTry || failure.endsConnection, tries < (failure.isWorthAnotherTry ? limits.tries : 2) else {
                    throw failure.translated
                }
                // Every statement that it has prepared speaks of an older schema.
                if failure.isOfOldSchema { connection = nil }
                // Each clerk waits another while, so that two don't meet again and again.
                if tries > 1 { Thread.sleep(forTimeInterval: Double(min(tries, 10) * (number + 1)) / 1000) }
                tries += 1
            }
        }
    }

    /// - Throws: `PostgresFailure` where another try may do, whatever the body made of it; otherwise the body's own error.
    private func outcome<Value>(of transaction: PostgresTransaction, _ body: (any Transaction) throws -> Value) throws -> Value {
        let outcome = Result { try body(transaction) }
        guard let failure = transaction.failure else { return try outcome.get() }
        if failure.endsConnection { connection?.giveUp() }
        if failure.isWorthAnotherTry || failure.endsConnection { throw failure }
        // What a body made of it counts, unless it takes for kept what the server has given up.
        _ = try outcome.get()
        throw failure.translated
    }

    private func commit(_ connection: PostgresConnection) throws {
        do {
            guard try connection.commit(within: limits.statementMilliseconds) == "COMMIT" else {
                throw DatabaseError.statement("the server had given the transaction up")
            }
        } catch let failure as PostgresFailure where failure.endsConnection {
            connection.giveUp()
            throw DatabaseError.unavailable("the connection was lost at COMMIT: whether this change was kept is not known")
        }
    }

    private func rollBack(_ connection: PostgresConnection) {
        guard !connection.isBroken else { return }
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
