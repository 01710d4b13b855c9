import PerronStorage

/// Tells whether this node can answer members now. Asked every second or two by whoever spreads them over the nodes: one small read.
package struct CheckReadiness: Sendable {
    /// What a load balancer is told, in one word.
    package enum Finding: String, Sendable, CaseIterable {
        case ready
        /// About to stop; members go to other nodes.
        case draining
        /// The database doesn't answer.
        case database
        /// The database lacks a step that this program knows: `perron migrate` has not run.
        case schema
    }

    private let database: any Database

    package init(_ base: Foundations) {
        database = base.database
    }

    /// - Parameter isDraining: whether this node is about to stop; the database is not asked then.
    package func callAsFunction(isDraining: Bool) async -> Finding {
        if isDraining { return .draining }
        do {
            return try await Migrator().isDue(database) ? .schema : .ready
        } catch MigrationError.newerDatabase {
            // A newer program's steps only add while this one runs: it goes on until it is replaced.
            return .ready
        } catch {
            return .database
        }
    }
}
