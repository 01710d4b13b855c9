import PerronDomain
import PerronStorage

/// What a person found out about a batch in doubt, or one that its carrier has without having confirmed it. Whichever it is, each letter of
/// it is in this batch and in no other.
package struct DecideDoubtfulBatch: Sendable {
    package enum Finding: Sendable, Equatable {
        /// The mail house has it: its letters left on this day.
        case left(on: CalendarDay)
        /// The mail house hasn't: it is written anew, and leaves under the same name, but for the letters whose last day is over.
        case lost
    }

    package enum Decision: Sendable, Equatable {
        case settled(letters: Int)
        /// - Parameter overdue: letters taken out because their last day is over; a person is asked about each.
        case reopened(letters: Int, overdue: Int)
        /// No batch of this name is in doubt, nor waits for its carrier's word.
        case notInDoubt
    }

    private let base: Foundations
    private let handOver: HandOverBatch
    private let aside: SetLetterAside

    package init(_ base: Foundations) {
        self.base = base
        handOver = HandOverBatch(base)
        aside = SetLetterAside(base)
    }

    package func callAsFunction(_ id: Identifier<LetterBatch>, _ finding: Finding) async throws -> Decision {
        let now = base.clock.now()
        return try await base.database.write { tx in
            guard try LetterBatches(tx).reopen(id) else { return .notInDoubt }
            try Letters(tx).reopen(batch: id)
            let letters = try Letters(tx).batched(in: id)
            try handOver.closeTasks(about: id, now: now, in: tx)
            switch finding {
            case .left(let day):
                try handOver.settle(id, leftOn: day, now: now, in: tx)
                return .settled(letters: letters.count)
            case .lost:
                let today = base.civilTime.day(of: now)
                let overdue = letters.filter { letter in letter.lastDay.map { $0 < today } ?? false }
                for letter in overdue { try aside.setAside(letter, asking: .overdueLetter, now: now, in: tx) }
                try AuditTrail(tx, random: base.random).append(.reopenBatch, subject: id.text, now: now)
                return .reopened(letters: letters.count - overdue.count, overdue: overdue.count)
            }
        }
    }
}
