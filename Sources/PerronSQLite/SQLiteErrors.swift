import GRDB
import PerronStorage

/// GRDB's errors as ours. GRDB's own description may carry a statement's arguments, so only codes and messages pass.
enum SQLiteErrors {
    static func translate(_ error: any Error) -> any Error {
        guard let error = error as? GRDB.DatabaseError else { return error }
        switch error.extendedResultCode {
        case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY:
            return PerronStorage.DatabaseError.duplicate
        case _ where error.resultCode == .SQLITE_CONSTRAINT:
            return PerronStorage.DatabaseError.constraint(error.message ?? "constraint")
        case _ where [.SQLITE_ERROR, .SQLITE_MISUSE, .SQLITE_RANGE, .SQLITE_MISMATCH].contains(error.resultCode):
            return PerronStorage.DatabaseError.statement(error.message ?? "statement")
        default:
            return PerronStorage.DatabaseError.unavailable("\(error.resultCode): \(error.message ?? "")")
        }
    }
}
