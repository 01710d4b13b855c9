import PerronDomain
import PerronStorage

/// Takes due orders for this worker. If the worker dies, another takes them once the lease has run out.
package struct LeaseDispatch: Sendable {
    /// Longer than a mail server may take to answer, twice; an e-mail whose turn comes too late for that is not begun.
    package static let term: Duration = .seconds(90)
    /// What is left of it for deciding and settling.
    package static let margin: Duration = .seconds(10)

    private let base: Foundations

    package init(_ base: Foundations) {
        self.base = base
    }

    /// Nil when nothing is due.
    package func callAsFunction(_ lane: DispatchLane) async throws -> DispatchOrder? {
        try await self(lane, atMost: 1).first
    }

    /// The first in line; none when nothing is due.
    package func callAsFunction(_ lane: DispatchLane, atMost count: Int) async throws -> [DispatchOrder] {
        let now = base.clock.now()
        return try await base.database.write { [dialect = base.database.dialect] tx in
            try Outbox(tx).lease(lane, atMost: count, now: now, until: now.adding(LeaseDispatch.term), dialect: dialect)
        }
    }
}

/// Gives an order back that failed by accident, later each time, so that one bad row never holds up the others. Once it has failed for an
/// hour, a person is told.
package struct PostponeDispatch: Sendable {
    /// When of a failing order a code may be left.
    package enum Failure: Sendable {
        /// Nothing of this try was stored.
        case undecided
        /// Its code was stored, and nothing was sent.
        case unsent(OutgoingCode)
        /// Its message may have left.
        case sent
    }

    private static let patience: Duration = .hours(1)

    private let base: Foundations
    private let retries: RetryPlan

    package init(_ base: Foundations) {
        self.base = base
        retries = RetryPlan(first: base.limits.emails.firstRetry, longest: base.limits.emails.longestRetry)
    }

    package func callAsFunction(_ order: DispatchOrder, after failure: Failure) async throws {
        let now = base.clock.now()
        let due = now.adding(retries.delay(after: order.attempts))
        try await base.database.write { tx in
            guard try Outbox(tx).isHeld(order) else { return }
            switch failure {
            case .undecided: try Outbox(tx).giveBack(order, until: due)
            case .unsent(let code):
                if try ProvisionalPasswords(tx).void(code.codeID, now: now) {
                    try AuditTrail(tx, random: base.random).append(
                        .voidCode, subject: order.requestID.text, object: order.id.text, detail: "unsent", now: now)
                }
                try Outbox(tx).giveBack(order, until: due)
            case .sent: try Outbox(tx).postponeInDoubt(order, isNewDoubt: true, until: due)
            }
            if now - order.createdAt > Self.patience { try askStaff(order, now: now, in: tx) }
        }
    }

    private func askStaff(_ order: DispatchOrder, now: Instant, in tx: any Transaction) throws {
        guard let request = try AccessRequests(tx).find(order.requestID), let record = try PensionRecords(tx).find(request.number) else {
            return
        }
        try StaffTasks(tx).open(.failingOrder, record: record.id, request: request.id, now: now, random: base.random)
    }
}
