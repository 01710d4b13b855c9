import PerronDomain

/// What no crash and no race may leave in the database. Foreign keys, checks and unique indexes guard much of it while it is written; these
/// are the promises that take more than one row.
package enum Discrepancy: String, Sendable, CaseIterable {
    /// A request that was acknowledged, and no order was ever written for it.
    case confirmedWithoutOrder
    /// A request that waits, and nothing in the outbox will ever answer it.
    case waitingWithoutOrder
    /// A request said to be dispatched, without a code and without an order that is still to make one.
    case dispatchedWithoutCode
    case orderOfUnconfirmedRequest
    /// A code that opens a file, and no order that a worker took has made it.
    case codeWithoutOrder
    /// A code that opens another file than the one that was asked for.
    case codeOfAnotherFile
    case letterOrderWithoutLetter
    /// A letter whose state is not its batch's.
    case letterAgainstItsBatch
    /// A batch that left with more or fewer letters than its manifest had.
    case miscountedBatch
    /// What a letter said is kept after it left or was withdrawn.
    case spoolLeftBehind
    /// A batch in doubt of which no task asks anybody.
    case doubtfulBatchWithoutTask
}
