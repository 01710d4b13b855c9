import Logging
import PerronDomain
import PerronMessages
import PerronStorage
import PerronWorkflows

/// One order from its lease to its settlement.
struct OrderDesk: Sendable {
    private let lease: LeaseDispatch
    private let emails: SharedLease
    private let decide: DecideDispatch
    private let settle: SettleEmail
    private let postpone: PostponeDispatch
    private let mail: CodeMail
    private let pacemaker: Pacemaker
    private let clock: any TimeSource
    private let logger: Logger

    init(_ base: Foundations, mail: CodeMail, pacemaker: Pacemaker, logger: Logger) {
        let lease = LeaseDispatch(base)
        self.lease = lease
        emails = SharedLease { count in try await lease(.emails, atMost: count) }
        decide = DecideDispatch(base, pacemaker: pacemaker)
        settle = SettleEmail(base)
        postpone = PostponeDispatch(base)
        self.mail = mail
        self.pacemaker = pacemaker
        clock = base.clock
        self.logger = logger
    }

    /// False when nothing is due.
    func handleNext(_ lane: DispatchLane) async throws -> Bool {
        let leasedAt = clock.now()
        guard let order = try await next(lane) else { return false }
        do {
            try await handle(order, until: leasedAt.adding(LeaseDispatch.term).subtracting(LeaseDispatch.margin))
        } catch {
            try await giveBack(order, error, after: .undecided)
        }
        return true
    }

    private func next(_ lane: DispatchLane) async throws -> DispatchOrder? {
        switch lane {
        case .emails: try await emails.next()
        case .letters: try await lease(lane)
        }
    }

    private func handle(_ order: DispatchOrder, until: Instant) async throws {
        switch try await decide(order) {
        case .handOver(let code): try await handOver(code, until: until)
        case .askedStaff(let reason):
            logger.notice("an order needs a person", metadata: ["order": "\(order.id)", "reason": "\(reason.rawValue)"])
        case .held: logger.notice("a letter waits for another day's budget", metadata: ["order": "\(order.id)"])
        case .letter, .nothing, .over, .paced: break
        }
    }

    private func handOver(_ code: OutgoingCode, until: Instant) async throws {
        let message: EmailMessage
        do {
            message = try mail.message(code)
        } catch {
            return try await giveBack(code.order, error, after: .unsent(code))
        }
        let outcome = await mail.send(message, until: until)
        pacemaker.note(outcome, to: code.email, now: clock.now())
        report(outcome, code.order)
        do {
            _ = try await settle(code, outcome)
        } catch {
            try await giveBack(code.order, error, after: .sent)
        }
    }

    private func giveBack(_ order: DispatchOrder, _ error: any Error, after failure: PostponeDispatch.Failure) async throws {
        logger.error(
            "an order failed, will be tried again", metadata: ["order": "\(order.id)", "error": "\(StoreOutage.describe(error))"])
        try await postpone(order, after: failure)
    }

    private func report(_ outcome: MailOutcome, _ order: DispatchOrder) {
        switch outcome {
        case .delivered: break
        case .deferred(let code, _):
            logger.warning("the mail server did not take an e-mail", metadata: ["order": "\(order.id)", "reply": "\(code)"])
        case .refused(let code, let status):
            let said = status.map { "\(code) \($0)" } ?? "\(code)"
            logger.warning("the mail server refused an e-mail", metadata: ["order": "\(order.id)", "reply": "\(said)"])
        case .unsure: logger.warning("the mail server did not answer", metadata: ["order": "\(order.id)"])
        }
    }
}
