import PerronDomain
import PerronStorage
import PerronWorkflows

/// Compares the mail house's folder with the database: every batch whole, every letter in one batch, nothing there that nobody knows of.
package struct ExamineLetterFolder: Sendable {
    private let base: Foundations
    private let carrier: FolderCarrier

    package init(_ base: Foundations, carrier: FolderCarrier) {
        self.base = base
        self.carrier = carrier
    }

    /// - Throws: `FileError` where the folder can't be read.
    package func callAsFunction() async throws -> [Finding] {
        // Listed before the database is asked: a batch is recorded before anything of it is on disk.
        let (batches, asides) = try (carrier.batchesInPlace(), carrier.batchesAside())
        return try await [files(), strays(batches), leftovers(asides)]
    }

    private func files() async throws -> Finding {
        var (whole, fetched, faults) = (0, 0, [String]())
        var last: Identifier<LetterBatch>?
        while true {
            let batches = try await base.database.read { [last] tx in try LetterBatches(tx).handedOver(after: last, limit: 100) }
            guard let end = batches.last else { break }
            for batch in batches {
                switch try await standing(of: batch) {
                case .whole: whole += 1
                case .fetched: fetched += 1
                case .faulty(let what): faults.append("batch \(batch.id): \(what)")
                }
            }
            last = end.id
        }
        guard let first = faults.first else {
            return Finding(.batchFiles, .well, "\(grouped(whole)) whole, \(grouped(fetched)) fetched")
        }
        return Finding(.batchFiles, .fault, "\(grouped(faults.count)); \(first)")
    }

    private enum Standing {
        case whole
        /// By the mail house, wholly or in part.
        case fetched
        case faulty(String)
    }

    private func standing(of batch: LetterBatch) async throws -> Standing {
        switch carrier.contents(of: batch) {
        case .absent: return .fetched
        case .changed(let file): return .faulty("\(file) is not as it was written")
        case .whole(let manifest):
            let known = try await base.database.read { tx in try Letters(tx).left(in: batch.id) }
            let letters = manifest.letters.filter { $0.isTest != true }
            let listed = Set(letters.map(\.letter))
            guard listed.count == letters.count else { return .faulty("a letter is in it twice") }
            // Letters are deleted long after they left; then their batch tells nothing more.
            if known.isEmpty { return .whole }
            guard let other = listed.subtracting(known).min() else { return .whole }
            return .faulty("letter \(other) is not on record as one of its letters")
        }
    }

    private func strays(_ found: [String]) async throws -> Finding {
        let unknown = try await base.database.read { tx in
            try found.filter { try LetterBatches(tx).find(Identifier(stored: $0)) == nil }
        }
        return Finding(.strayBatches, count: unknown.count, example: unknown.first)
    }

    private func leftovers(_ found: [String]) async throws -> Finding {
        let left = try await base.database.read { tx in
            try found.filter { id in
                switch try LetterBatches(tx).find(Identifier(stored: id))?.state {
                case .open, .written, .unsure: false
                case .handedOver, nil: true
                }
            }
        }
        let still = try Set(carrier.batchesAside())
        let leftovers = left.filter { still.contains($0) }
        return Finding(.leftovers, count: leftovers.count, example: leftovers.first)
    }
}
