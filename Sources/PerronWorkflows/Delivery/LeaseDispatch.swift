import PerronDomain
import PerronStorage

/// Takes one due order for this worker. If the worker dies, another takes it once the lease has run out.
package struct LeaseDispatch: Sendable {
    /// Longer than a mail server may take to answer, twice, with one message waiting before.
    package static let term: Duration = .seconds(90)

    private let base: Foundations

    package init(_ base: Foundations) {
        self.base = base
    }

    /// Nil when nothing is due.
    package func callAsFunction() async throws -> DispatchOrder? {
        let now = base.clock.now()
        return try await base.database.write { [dialect = base.database.dialect] tx in
            try Outbox(tx).lease(now: now, until: now.adding(LeaseDispatch.term), dialect: dialect)
        }
    }
}

/// Gives an order back that failed by accident, later each time, so that one bad row never holds up the others.
package struct PostponeDispatch: Sendable {
    private let base: Foundations
    private let retries: RetryPlan

    package init(_ base: Foundations) {
        self.base = base
        retries = RetryPlan(first: base.limits.emails.firstRetry, longest: base.limits.emails.longestRetry)
    }

    package func callAsFunction(_ order: DispatchOrder) async throws {
        let due = base.clock.now().adding(retries.delay(after: order.attempts))
        try await base.database.write { tx in try Outbox(tx).postponeInDoubt(order, until: due) }
    }
}
