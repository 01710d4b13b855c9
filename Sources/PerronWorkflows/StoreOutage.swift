import PerronDomain
import PerronStorage

/// Tells whether a workflow failed because the store is away for the moment, so that another try is worth it.
package enum StoreOutage {
    package static func isBehind(_ error: any Error) -> Bool {
        guard case DatabaseError.unavailable = error else { return false }
        return true
    }

    /// What a log may say of an error: its kind, and what the engine says of itself. Never a value that somebody typed.
    package static func describe(_ error: any Error) -> String {
        if let error = error as? any LoggableError { return error.description }
        return (error as? DatabaseError).map { "\($0)" } ?? "\(type(of: error))"
    }
}
