import PerronDomain
import PerronStorage

/// Batches of letters for who looks after them.
package struct ListLetterBatches: Sendable {
    private let base: Foundations

    package init(_ base: Foundations) {
        self.base = base
    }

    /// The newest first; and how many there are in all.
    /// - Parameters: state, day: only those; nil for all.
    package func callAsFunction(
        _ state: LetterBatch.State? = nil, on day: CalendarDay? = nil, limit: Int = 200
    ) async throws -> (shown: [LetterBatch], all: Int) {
        try await base.database.read { tx in
            (try LetterBatches(tx).newest(state, on: day, limit: limit), try LetterBatches(tx).count(state, on: day))
        }
    }
}
