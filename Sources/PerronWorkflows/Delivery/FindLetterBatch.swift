import PerronDomain
import PerronStorage

/// A batch with the letters that it took, none of which is opened for it.
package struct FindLetterBatch: Sendable {
    package struct Found: Sendable {
        package let batch: LetterBatch
        /// In the order in which they are printed.
        package let letters: [Letter]
        /// The fund's letter to itself, if the batch takes it along.
        package let test: TestLetter?
    }

    private let base: Foundations

    package init(_ base: Foundations) {
        self.base = base
    }

    /// Nil where there is none of this name.
    package func callAsFunction(_ id: Identifier<LetterBatch>) async throws -> Found? {
        try await base.database.read { tx in
            try LetterBatches(tx).find(id).map { batch in
                Found(batch: batch, letters: try Letters(tx).all(in: id), test: try TestLetters(tx).find(in: id))
            }
        }
    }
}
