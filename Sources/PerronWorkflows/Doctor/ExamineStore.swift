import PerronDomain
import PerronSecrets
import PerronStorage

/// Counts what the database holds, and looks for what no crash may leave there. It writes nothing, holds no lock, and each question is a
/// snapshot of its own, so that it may run beside a site.
package struct ExamineStore: Sendable {
    /// A worker that is there takes what is due within seconds; a minute is what two machines' clocks may differ by.
    private static let patience: Duration = .minutes(10)
    private static let tolerance: Duration = .minutes(1)

    /// A batch of many letters takes minutes.
    private static let printing: Duration = .hours(1)

    private let base: Foundations
    private let sendsTest: Bool

    /// - Parameter sendsTest: whether a letter of the fund's to itself should leave each posting day.
    package init(_ base: Foundations, sendsTest: Bool = false) {
        self.base = base
        self.sendsTest = sendsTest
    }

    package func callAsFunction() async throws -> [Finding] {
        let now = base.clock.now()
        return try await counts() + discrepancies(now: now) + waiting(now: now) + [clock(now: now)] + tasks() + testLetter(now: now)
    }

    private func counts() async throws -> [Finding] {
        let (files, accounts) = try await base.database.read { tx in (try Ledger(tx).files(), try Ledger(tx).accounts()) }
        var findings = [Finding(.files, .well, grouped(files)), Finding(.accounts, .well, grouped(accounts))]
        for (table, topic) in zip(Ledger.Table.allCases, [Finding.Topic.requests, .orders, .letters, .batches]) {
            let counts = try await base.database.read { tx in try Ledger(tx).counts(of: table) }
            let states = counts.map { "\(grouped($0.count)) \($0.state)" }.joined(separator: ", ")
            let sum = grouped(counts.reduce(0) { $0 + $1.count })
            findings.append(Finding(topic, .well, counts.isEmpty ? "none" : counts.count == 1 ? states : "\(sum): \(states)"))
        }
        return findings
    }

    private func discrepancies(now: Instant) async throws -> [Finding] {
        // The letters of a batch stay at least for as long as their codes could be renewed.
        let since = now.subtracting(.days(base.limits.access.renewalDays))
        var findings: [Finding] = []
        for discrepancy in Discrepancy.allCases {
            let (count, first) = try await base.database.read { tx in
                try Discrepancies(tx).count(discrepancy, now: now, since: since)
            }
            findings.append(Finding(.discrepancy(discrepancy), count: count, example: first))
        }
        return findings
    }

    private func waiting(now: Instant) async throws -> [Finding] {
        let longest = base.limits.emails.longestRetry
        let (overdue, putOff, leases, unsealed) = try await base.database.read { tx in
            let ledger = Ledger(tx)
            return (
                try ledger.overdue(before: now.subtracting(Self.patience)),
                try ledger.putOff(until: now.adding(longest).adding(Self.tolerance)),
                try ledger.endlessLeases(after: now.adding(Leases.longestTerm)),
                try ledger.unsealed(before: now.subtracting(Self.tolerance))
            )
        }
        return [
            Finding(.overdue, count: overdue.count, example: overdue.since.map(text), else: .notice),
            Finding(.putOff, count: putOff.count, example: putOff.since.map(text), else: .notice),
            Finding(.leases, count: leases.count, example: leases.since.map(text), else: .notice),
            Finding(.unsealed, count: unsealed.count, example: unsealed.since.map(text), else: .notice),
        ]
    }

    private func clock(now: Instant) async throws -> Finding {
        guard let newest = try await base.database.read({ tx in try Ledger(tx).newestEvent() }) else {
            return Finding(.clock, .well, text(now))
        }
        guard newest > now.adding(Self.tolerance) else { return Finding(.clock, .well, "\(text(now)), the newest event \(text(newest))") }
        return Finding(.clock, .notice, "\(text(now)), but the newest event was written at \(text(newest))")
    }

    private func tasks() async throws -> [Finding] {
        let (tasks, run) = try await base.database.read { tx in (try StaffTasks(tx).count(), try ImportRuns(tx).open()) }
        return [
            Finding(.tasks, tasks == 0 ? .well : .notice, tasks == 0 ? "none" : grouped(tasks)),
            Finding(.registryImport, run == nil ? .well : .notice, run.map { "not finished, begun \(text($0.startedAt))" } ?? "none open"),
        ]
    }

    /// Nothing where none is wanted; a notice where the last one that left isn't that of the last posting day whose batch is done.
    private func testLetter(now: Instant) async throws -> [Finding] {
        guard sendsTest else { return [] }
        guard let last = try await base.database.read({ tx in try TestLetters(tx).last() }), let left = last.leftAt else {
            return [Finding(.testLetter, .notice, "none has left yet")]
        }
        let done = now.subtracting(Self.printing)
        var due = base.civilTime.day(of: done)
        if done < base.schedule.cutOff(on: due) { due = due.adding(days: -1) }
        while !base.schedule.isPostingDay(due) { due = due.adding(days: -1) }
        return [Finding(.testLetter, last.day < due ? .notice : .well, "the last one, of \(last.day.iso), left \(text(left))")]
    }

    private func text(_ instant: Instant) -> String { MomentText.text(instant, base.civilTime) }
}
