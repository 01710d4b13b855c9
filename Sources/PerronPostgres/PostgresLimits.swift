/// How long things may take, and how many connections one process holds.
package struct PostgresLimits: Sendable {
    package var connections = 8
    /// Seconds for each host of the URL.
    package var connectSeconds = 5
    /// Milliseconds that one statement may take.
    package var statementMilliseconds = 30_000
    /// Milliseconds that a statement waits for another transaction's lock.
    package var lockMilliseconds = 10_000
    /// How often a write is run in all, where others got in its way.
    package var tries = 20
    /// Schema that unqualified names mean; the server's own choice where there is none.
    package var schema: String?

    package init() {}
}
