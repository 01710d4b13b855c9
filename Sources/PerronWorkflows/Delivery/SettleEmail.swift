import PerronDomain
import PerronStorage

/// Records how the hand-over of a code by e-mail ended. What can't be delivered becomes a letter by itself, within the quotas.
package struct SettleEmail: Sendable {
    package enum Decision: Sendable, Equatable {
        case delivered
        case tryAgain(at: Instant)
        case letterInstead
        /// The e-mail is refused and no letter can leave either.
        case askedStaff
        /// It may have left several times, and no server ever said so.
        case leftUnsure
        /// The request was settled by other means, or the lease ran out and another worker has the order: this word comes too late.
        case over
    }

    /// Each may put one more e-mail into the mailbox.
    static let triesInDoubt = 5

    private let base: Foundations
    private let letterInstead: LetterInstead
    private let retries: RetryPlan

    package init(_ base: Foundations) {
        self.base = base
        letterInstead = LetterInstead(base)
        retries = RetryPlan(first: base.limits.emails.firstRetry, longest: base.limits.emails.longestRetry)
    }

    package func callAsFunction(_ email: OutgoingCode, _ outcome: MailOutcome) async throws -> Decision {
        let now = base.clock.now()
        return try await base.database.write { tx in
            if outcome == .delivered { return try settleDelivered(email.order, now: now, in: tx) }
            guard try Outbox(tx).isHeld(email.order) else { return .over }
            return switch outcome {
            case .delivered: .delivered
            case .refused(_, let status): try settleRefused(email, status, now: now, in: tx)
            case .deferred where isHopeless(email.order, now: now): try settleRefused(email, nil, now: now, in: tx)
            // Of this try nothing left; of one before it, whose worker never said how it ended, an e-mail may have.
            case .deferred: try deferred(email, now: now, in: tx)
            case .unsure where email.order.doubts + 1 >= SettleEmail.triesInDoubt: try leaveUnsure(email, now: now, in: tx)
            case .unsure: try postpone(email.order, mayHaveLeft: true, isNewDoubt: true, now: now, in: tx)
            }
        }
    }

    /// Whatever the attempt: what has arrived is not sent again because its worker was slow to say so.
    private func settleDelivered(_ order: DispatchOrder, now: Instant, in tx: any Transaction) throws -> Decision {
        guard try Outbox(tx).settleDelivered(order.id, now: now) else { return .over }
        try AuditTrail(tx, random: base.random).append(.handOverEmail, subject: order.requestID.text, object: order.id.text, now: now)
        return .delivered
    }

    /// A mailbox that took nothing for as long as a code lives won't do; the letter leaves instead.
    private func isHopeless(_ order: DispatchOrder, now: Instant) -> Bool {
        now - order.createdAt > base.limits.access.emailCodeLife
    }

    private func deferred(_ email: OutgoingCode, now: Instant, in tx: any Transaction) throws -> Decision {
        let order = email.order
        if try ProvisionalPasswords(tx).void(email.codeID, now: now) {
            try AuditTrail(tx, random: base.random).append(
                .voidCode, subject: order.requestID.text, object: order.id.text, detail: "unsent", now: now)
        }
        return try postpone(order, mayHaveLeft: order.state == .handingOver, now: now, in: tx)
    }

    private func postpone(
        _ order: DispatchOrder, mayHaveLeft: Bool, isNewDoubt: Bool = false, now: Instant, in tx: any Transaction
    ) throws -> Decision {
        let due = now.adding(retries.delay(after: order.attempts))
        if mayHaveLeft {
            try Outbox(tx).postponeInDoubt(order, isNewDoubt: isNewDoubt, until: due)
        } else {
            try Outbox(tx).postpone(order, until: due)
        }
        try AuditTrail(tx, random: base.random).append(
            .handOverEmail, subject: order.requestID.text, object: order.id.text, detail: mayHaveLeft ? "unsure" : "deferred", now: now)
        return .tryAgain(at: due)
    }

    private func leaveUnsure(_ email: OutgoingCode, now: Instant, in tx: any Transaction) throws -> Decision {
        let order = email.order
        try Outbox(tx).leaveUnsure(order, now: now)
        try StaffTasks(tx).open(
            .unsureHandOver, record: email.reader.recordID, request: order.requestID, now: now, random: base.random)
        try AuditTrail(tx, random: base.random).append(.doubtHandOver, subject: order.requestID.text, object: order.id.text, now: now)
        return .leftUnsure
    }

    /// - Parameter status: what was said of the address; one that doesn't exist is written to no more.
    private func settleRefused(
        _ email: OutgoingCode, _ status: MailStatus?, now: Instant, in tx: any Transaction
    ) throws -> Decision {
        let order = email.order
        let dead = status.flatMap { $0.saysAddressIsDead ? $0 : nil }
        if let dead { try DeadAddresses(tx).insert(email.email, status: dead, now: now) }
        // Of an earlier try in doubt, the code may have arrived: it lives on.
        _ = try ProvisionalPasswords(tx).void(email.codeID, now: now)
        try Outbox(tx).settle(order, outcome: "refused", now: now)
        try AuditTrail(tx, random: base.random).append(
            .handOverEmail, subject: order.requestID.text, object: order.id.text, detail: dead == nil ? "refused" : "dead", now: now)
        guard let request = try AccessRequests(tx).find(order.requestID), request.state == .dispatched else { return .over }
        return switch try letterInstead(of: request, after: order.id, to: email.reader.recordID, now: now, in: tx) {
        case .ordered: .letterInstead
        case .askedStaff: .askedStaff
        }
    }
}
