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
    package func callAsFunction(_ lane: DispatchLane) async throws -> DispatchOrder? {
        let now = base.clock.now()
        return try await base.database.write { [dialect = base.database.dialect] tx in
            try Outbox(tx).lease(lane, now: now, until: now.adding(LeaseDispatch.term), dialect: dialect)
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
            case .undecided: try giveBack(order, until: due, in: tx)
            case .unsent(let code):
                if try ProvisionalPasswords(tx).void(code.codeID, now: now) {
                    try AuditTrail(tx, random: base.random).append(
                        .voidCode, subject: order.requestID.text, object: order.id.text, detail: "unsent", now: now)
                }
                try giveBack(order, until: due, in: tx)
            case .sent: try Outbox(tx).postponeInDoubt(order, isNewDoubt: true, until: due)
            }
            if now - order.createdAt > Self.patience { try askStaff(order, now: now, in: tx) }
        }
    }

    /// As it was before this try: an earlier one may have left.
    private func giveBack(_ order: DispatchOrder, until due: Instant, in tx: any Transaction) throws {
        if order.state == .handingOver {
            try Outbox(tx).postponeInDoubt(order, isNewDoubt: false, until: due)
        } else {
            try Outbox(tx).postpone(order, until: due)
        }
    }

    private func askStaff(_ order: DispatchOrder, now: Instant, in tx: any Transaction) throws {
        guard let request = try AccessRequests(tx).find(order.requestID), let record = try PensionRecords(tx).find(request.number) else {
            return
        }
        try StaffTasks(tx).open(.failingOrder, record: record.id, request: request.id, now: now, random: base.random)
    }
}
