import PerronDomain
import PerronStorage

/// Puts the letters that are due into one batch. Which letters a batch holds is settled here, before anything of it is seen outside.
package struct GatherBatch: Sendable {
    /// Letters in one batch at most; further ones make another batch.
    package static let size = 1000

    /// Which letters leave.
    package enum Due: Sendable, Equatable {
        /// Those whose batch has closed by now: today's from the cut-off on, before that those left over from earlier days.
        case byCutOff
        /// Everything that waits.
        case atOnce
    }

    private let base: Foundations

    package init(_ base: Foundations) {
        self.base = base
    }

    /// Whether a letter is due to leave.
    package func isDue(_ due: Due) async throws -> Bool {
        let day = lastPostingDay(due, now: base.clock.now())
        return try await base.database.read { tx in try Letters(tx).someWait(until: day) }
    }

    /// Nil when nothing is due.
    package func callAsFunction(_ due: Due) async throws -> Identifier<LetterBatch>? {
        let now = base.clock.now()
        let day = lastPostingDay(due, now: now)
        return try await base.database.write { tx in
            try withdrawSpent(now: now, in: tx)
            guard try Letters(tx).someWait(until: day) else { return nil }
            let id: Identifier<LetterBatch> = base.newID(now)
            try LetterBatches(tx).open(id, postingDay: base.civilTime.day(of: now), now: now)
            let count = try Letters(tx).gather(into: id, until: day, limit: GatherBatch.size)
            try LetterBatches(tx).count(letters: count, in: id)
            try AuditTrail(tx, random: base.random).append(.openBatch, subject: id.text, now: now)
            return id
        }
    }

    /// Nil for « whatever their day ».
    private func lastPostingDay(_ due: Due, now: Instant) -> CalendarDay? {
        switch due {
        case .atOnce: return nil
        case .byCutOff:
            let today = base.civilTime.day(of: now)
            return now >= base.schedule.cutOff(on: today) ? today : today.adding(days: -1)
        }
    }

    /// A letter whose code was voided or used while it waited would only mislead.
    private func withdrawSpent(now: Instant, in tx: any Transaction) throws {
        for id in try Letters(tx).withdrawSpent(limit: GatherBatch.size) {
            try AuditTrail(tx, random: base.random).append(.withdrawLetter, subject: id.text, now: now)
        }
    }
}
