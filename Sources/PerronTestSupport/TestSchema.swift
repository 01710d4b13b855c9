import Foundation
import PerronPostgres
import PerronStorage

/// A schema of a test's own on the server that `PERRON_TEST_POSTGRES` names, gone with the value.
package final class TestSchema: Sendable {
    private static let variable = "PERRON_TEST_POSTGRES"

    package let url: PostgresURL
    package let name: String
    package let engine: PostgresDatabase

    /// - Throws: where no server is named: that is a failure, not a reason to leave a test out.
    package init() async throws {
        guard let address = ProcessInfo.processInfo.environment[TestSchema.variable] else {
            throw DatabaseError.unavailable("\(TestSchema.variable) names no server")
        }
        url = try PostgresURL(address)
        name = "test_" + UUID().uuidString.lowercased().filter { $0 != "-" }
        var limits = PostgresLimits()
        limits.connections = 3
        limits.schema = name
        engine = try PostgresDatabase(url, limits: limits)
        try await engine.write { [name] tx in try tx.execute(SQL(stringLiteral: "CREATE SCHEMA \(name)")) }
    }
}
