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
        /// Nothing new: what was begun is finished.
        case begun
    }

    private let base: Foundations
    private let sendsTest: Bool

    /// - Parameter sendsTest: the day's first batch takes a letter of the fund's to itself along, or is made for it.
    package init(_ base: Foundations, sendsTest: Bool = false) {
        self.base = base
        self.sendsTest = sendsTest
    }

    /// Whether a letter is due to leave.
    package func isDue(_ due: Due) async throws -> Bool {
        let now = base.clock.now()
        guard let day = lastPostingDay(due, now: now) else { return false }
        let testDay = testDay(due, now: now)
        return try await base.database.read { tx in try Letters(tx).someWait(until: day) || isTestDue(on: testDay, in: tx) }
    }

    /// How many letters leave, those of batches that were begun among them.
    package func count(_ due: Due) async throws -> Int {
        let day = lastPostingDay(due, now: base.clock.now())
        return try await base.database.read { tx in
            try LetterBatches(tx).unfinishedLetters() + (day.map { try Letters(tx).count(waitingUntil: $0) } ?? 0)
        }
    }

    /// Nil when nothing is due.
    package func callAsFunction(_ due: Due) async throws -> Identifier<LetterBatch>? {
        let now = base.clock.now()
        guard let day = lastPostingDay(due, now: now) else { return nil }
        let testDay = testDay(due, now: now)
        return try await base.database.write { tx in
            try withdrawSpent(now: now, in: tx)
            let isTestDue = try isTestDue(on: testDay, in: tx)
            guard try Letters(tx).someWait(until: day) || isTestDue else { return nil }
            let id: Identifier<LetterBatch> = base.newID(now)
            try LetterBatches(tx).open(id, postingDay: base.civilTime.day(of: now), now: now)
            let count = try Letters(tx).gather(into: id, until: day, limit: GatherBatch.size)
            try LetterBatches(tx).count(letters: count, in: id)
            if let testDay, isTestDue { try TestLetters(tx).insert(base.newID(now), day: testDay, batch: id) }
            try AuditTrail(tx, random: base.random).append(.openBatch, subject: id.text, now: now)
            return id
        }
    }

    /// The day whose test letter may leave now; nil where none may.
    private func testDay(_ due: Due, now: Instant) -> CalendarDay? {
        let today = base.civilTime.day(of: now)
        guard sendsTest, base.schedule.isPostingDay(today) else { return nil }
        return due == .atOnce || now >= base.schedule.cutOff(on: today) ? today : nil
    }

    private func isTestDue(on day: CalendarDay?, in tx: any Transaction) throws -> Bool {
        guard let day else { return false }
        return try TestLetters(tx).find(day: day) == nil
    }

    /// Up to which planned posting day letters leave; nil where none does.
    private func lastPostingDay(_ due: Due, now: Instant) -> CalendarDay? {
        switch due {
        case .atOnce: return Letters.endOfTime
        case .byCutOff:
            let today = base.civilTime.day(of: now)
            return now >= base.schedule.cutOff(on: today) ? today : today.adding(days: -1)
        case .begun: return nil
        }
    }

    /// A letter whose code was voided or used while it waited would only mislead.
    private func withdrawSpent(now: Instant, in tx: any Transaction) throws {
        for id in try Letters(tx).withdrawSpent(limit: GatherBatch.size) {
            try AuditTrail(tx, random: base.random).append(.withdrawLetter, subject: id.text, now: now)
        }
    }
}
