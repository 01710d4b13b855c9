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
            return PerronStorage.DatabaseError.unavailable(words(error))
        }
    }

    /// For whoever reads a log or typed a command.
    private static func words(_ error: GRDB.DatabaseError) -> String {
        switch error.resultCode {
        case .SQLITE_FULL: "the disk is full"
        case .SQLITE_BUSY, .SQLITE_LOCKED: "another process holds its lock"
        case .SQLITE_IOERR: "the disk fails (\(error.extendedResultCode.rawValue))"
        case .SQLITE_CANTOPEN: "its file can't be opened"
        case .SQLITE_READONLY: "its file can't be written"
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: "its file is damaged, see « perron doctor »: \(error.message ?? "")"
        case _: "\(error.resultCode): \(error.message ?? "")"
        }
    }
}
