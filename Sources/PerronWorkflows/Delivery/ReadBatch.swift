import PerronDomain
import PerronStorage

/// A batch that is neither handed over nor in doubt, with what its letters say. In memory only while it is printed.
package struct BatchInHand: Sendable {
    package let batch: LetterBatch
    package let letters: [LetterInHand]
}

package struct LetterInHand: Sendable {
    package let letter: Letter
    /// Nil where the spool can't be read.
    package let contents: SpooledLetter?
}

/// Reads the oldest batch that is not finished.
package struct ReadBatch: Sendable {
    private let base: Foundations
    private let spool: LetterSpool

    package init(_ base: Foundations) {
        self.base = base
        spool = LetterSpool(base)
    }

    /// Nil when every batch is finished.
    package func callAsFunction() async throws -> BatchInHand? {
        let found: (LetterBatch, [Letter])? = try await base.database.read { tx in
            guard let batch = try LetterBatches(tx).unfinished(limit: 1).first else { return nil }
            return (batch, try Letters(tx).batched(in: batch.id))
        }
        guard let (batch, letters) = found else { return nil }
        return BatchInHand(batch: batch, letters: letters.map { LetterInHand(letter: $0, contents: spool.open($0)) })
    }

    /// Whether a batch waits to be finished.
    package func isSomeUnfinished() async throws -> Bool {
        try await base.database.read { tx in try !LetterBatches(tx).unfinished(limit: 1).isEmpty }
    }
}
