import PerronDomain
import PerronSecrets
import PerronStorage

/// A batch that is neither handed over nor in doubt, with what its letters say. In memory only while it is printed.
package struct BatchInHand: Sendable {
    package let batch: LetterBatch
    package let letters: [LetterInHand]
    /// The fund's letter to itself, if this batch takes it along.
    package let test: TestLetter?
}

package struct LetterInHand: Sendable {
    package let letter: Letter
    /// Nil where the spool was changed.
    package let contents: SpooledLetter?
}

/// Reads the oldest batch that is not finished, and whose carrier may be asked by now.
package struct ReadBatch: Sendable {
    private let base: Foundations
    private let spool: LetterSpool

    package init(_ base: Foundations) {
        self.base = base
        spool = LetterSpool(base)
    }

    /// Nil when every batch is finished, or waits for its carrier. Of one that a carrier has no letter is read: it is only asked about. A
    /// letter that would only mislead is taken out before: its code was used or voided, its file's holder died, or its file was closed
    /// since it was gathered.
    /// - Throws: `UnreadableBatch` where a letter's key isn't configured.
    package func callAsFunction() async throws -> BatchInHand? {
        guard let batch = try await next() else { return nil }
        if batch.sentAt != nil { return BatchInHand(batch: batch, letters: [], test: nil) }
        if batch.state == .open { try await withdrawSpent(from: batch.id) }
        let (letters, test) = try await base.database.read { tx in
            (try Letters(tx).batched(in: batch.id), try TestLetters(tx).find(in: batch.id))
        }
        do {
            return BatchInHand(
                batch: batch, letters: try letters.map { LetterInHand(letter: $0, contents: try spool.open($0)) }, test: test)
        } catch is SpoolCipherError {
            throw UnreadableBatch(batch: batch)
        }
    }

    /// Whether a batch waits to be finished, or to be asked about.
    package func isSomeUnfinished() async throws -> Bool {
        try await next() != nil
    }

    /// Whether nothing of a batch was written yet, as far as anybody has recorded.
    package func isOpen(_ id: Identifier<LetterBatch>) async throws -> Bool {
        try await base.database.read { tx in try LetterBatches(tx).find(id)?.state == .open }
    }

    private func next() async throws -> LetterBatch? {
        let now = base.clock.now()
        return try await base.database.read { tx in try LetterBatches(tx).unfinished(now: now, limit: 1).first }
    }

    private func withdrawSpent(from batch: Identifier<LetterBatch>) async throws {
        let now = base.clock.now()
        try await base.database.write { tx in
            for id in try Letters(tx).withdrawSpent(from: batch, limit: GatherBatch.size) {
                try AuditTrail(tx, random: base.random).append(.withdrawLetter, subject: id.text, object: batch.text, now: now)
            }
        }
    }
}

/// Letters that only a key opens which isn't configured. They wait: with the key, everything of them is readable again.
package struct UnreadableBatch: LoggableError {
    package let batch: LetterBatch

    package var description: String {
        "letters of batch \(batch.id) are encrypted under a key that is not configured: add it to keys.former; the batch waits"
    }
}
