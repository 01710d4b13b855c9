import PerronDomain
import PerronStorage

/// What a person found out about a batch in doubt. Whichever it is, each letter of it is in this batch and in no other.
package struct DecideDoubtfulBatch: Sendable {
    package enum Finding: Sendable, Equatable {
        /// The mail house has it: its letters left on this day.
        case left(on: CalendarDay)
        /// The mail house hasn't: it is written anew, and leaves under the same name.
        case lost
    }

    package enum Decision: Sendable, Equatable {
        case settled(letters: Int)
        case reopened(letters: Int)
        /// No batch of this name is in doubt.
        case notInDoubt
    }

    private let base: Foundations
    private let handOver: HandOverBatch

    package init(_ base: Foundations) {
        self.base = base
        handOver = HandOverBatch(base)
    }

    package func callAsFunction(_ id: Identifier<LetterBatch>, _ finding: Finding) async throws -> Decision {
        let now = base.clock.now()
        return try await base.database.write { tx in
            guard try LetterBatches(tx).reopen(id) else { return .notInDoubt }
            try Letters(tx).reopen(batch: id)
            let letters = try Letters(tx).batched(in: id).count
            try closeTasks(about: id, now: now, in: tx)
            switch finding {
            case .left(let day):
                try handOver.settle(id, leftOn: day, now: now, in: tx)
                return .settled(letters: letters)
            case .lost:
                try AuditTrail(tx, random: base.random).append(.reopenBatch, subject: id.text, now: now)
                return .reopened(letters: letters)
            }
        }
    }

    private func closeTasks(about id: Identifier<LetterBatch>, now: Instant, in tx: any Transaction) throws {
        for task in try StaffTasks(tx).open(about: id) where try StaffTasks(tx).close(task, now: now) {
            try AuditTrail(tx, random: base.random).append(.closeTask, subject: task.text, now: now)
        }
    }
}

package struct ListDoubtfulBatches: Sendable {
    private let base: Foundations

    package init(_ base: Foundations) {
        self.base = base
    }

    /// Oldest first.
    package func callAsFunction(limit: Int = 200) async throws -> [LetterBatch] {
        try await base.database.read { tx in try LetterBatches(tx).unsure(limit: limit) }
    }
}
