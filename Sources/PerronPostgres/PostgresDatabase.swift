import PerronStorage

/// The engine for a server, over libpq. Writes run again where two got in each other's way.
package final class PostgresDatabase: Database {
    private let clerks: Clerks

    package var dialect: Dialect { .postgres }

    /// - Throws: `DatabaseError.unavailable` where the server is away, too old, or the database sorts otherwise than by bytes.
    package init(_ url: PostgresURL, limits: PostgresLimits = PostgresLimits()) throws {
        do {
            _ = try PostgresConnection(url, limits)
        } catch let failure as PostgresFailure {
            throw failure.translated
        }
        clerks = Clerks(url, limits)
    }

    deinit {
        clerks.dismiss()
    }

    package func read<Value: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> Value) async throws -> Value {
        try await done { clerk in try clerk.read(body) }
    }

    @discardableResult
    package func write<Value: Sendable>(
        _ isolation: WriteIsolation, _ body: @escaping @Sendable (any Transaction) throws -> Value
    ) async throws -> Value {
        try await done { clerk in try clerk.write(isolation, body) }
    }

    package func close() async throws {
        clerks.dismiss()
        await clerks.ended()
    }

    private func done<Value: Sendable>(_ work: @escaping @Sendable (Clerk) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            do {
                try clerks.give { clerk in continuation.resume(with: Result { try work(clerk) }) }
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }
}
