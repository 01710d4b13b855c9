import Logging
import PerronDomain
import PerronMessages
import PerronStorage
import PerronWorkflows
import ServiceLifecycle

/// Does what the outbox orders: codes first, then notices. Any number may run, in one process or several.
package struct DispatchWorker: Service {
    /// Orders in hand at once: they share the database's syncs and the mail server's connections.
    private static let emailsAtOnce = 4
    /// Messages that may wait for the mail server at once, the notices' among them.
    package static let messagesAtOnce = emailsAtOnce + 1

    private let orders: OrderDesk
    private let notices: NoticeDesk
    private let loop: WorkLoop

    package init(_ base: Foundations, mail: CodeMail, signal: WorkSignal, logger: Logger) {
        orders = OrderDesk(base, mail: mail, logger: logger)
        notices = NoticeDesk(base, mail: mail, logger: logger)
        loop = WorkLoop(signal: signal, interval: .seconds(1), logger: logger, failure: "dispatching failed, will be tried again")
    }

    /// Each lane waits for itself, so that neither a slow mail server nor a flood of letters holds up the others' orders.
    package func run() async throws {
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<DispatchWorker.emailsAtOnce {
                group.addTask { await loop.run { _ = try await drain { try await orders.handleNext(.emails) } } }
            }
            group.addTask { await loop.run { _ = try await drain { try await orders.handleNext(.letters) } } }
            group.addTask { await loop.run { _ = try await drain(notices.handleNext) } }
        }
    }

    /// Everything that is due now, until nothing is or the process is asked to stop; how many orders and notices were taken.
    @discardableResult
    package func runOnce() async throws -> Int {
        var count = 0
        for lane in DispatchLane.allCases { count += try await drain { try await orders.handleNext(lane) } }
        return try await count + drain(notices.handleNext)
    }

    private func drain(_ handleNext: () async throws -> Bool) async throws -> Int {
        var count = 0
        while !Task.isShuttingDownGracefully, !Task.isCancelled, try await handleNext() { count += 1 }
        return count
    }
}

/// One order from its lease to its settlement.
struct OrderDesk: Sendable {
    private let lease: LeaseDispatch
    private let decide: DecideDispatch
    private let settle: SettleEmail
    private let postpone: PostponeDispatch
    private let mail: CodeMail
    private let logger: Logger

    init(_ base: Foundations, mail: CodeMail, logger: Logger) {
        lease = LeaseDispatch(base)
        decide = DecideDispatch(base)
        settle = SettleEmail(base)
        postpone = PostponeDispatch(base)
        self.mail = mail
        self.logger = logger
    }

    /// False when nothing is due.
    func handleNext(_ lane: DispatchLane) async throws -> Bool {
        guard let order = try await lease(lane) else { return false }
        do {
            try await handle(order)
        } catch {
            try await giveBack(order, error, after: .undecided)
        }
        return true
    }

    private func handle(_ order: DispatchOrder) async throws {
        switch try await decide(order) {
        case .handOver(let code): try await handOver(code)
        case .askedStaff(let reason):
            logger.notice("an order needs a person", metadata: ["order": "\(order.id)", "reason": "\(reason.rawValue)"])
        case .held: logger.notice("a letter waits for another day's budget", metadata: ["order": "\(order.id)"])
        case .letter, .nothing, .over: break
        }
    }

    private func handOver(_ code: OutgoingCode) async throws {
        let message: EmailMessage
        do {
            message = try mail.message(code)
        } catch {
            return try await giveBack(code.order, error, after: .unsent(code))
        }
        let outcome = await mail.send(message)
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
        case .deferred(let code):
            logger.warning("the mail server did not take an e-mail", metadata: ["order": "\(order.id)", "reply": "\(code)"])
        case .refused(let code):
            logger.warning("the mail server refused an e-mail", metadata: ["order": "\(order.id)", "reply": "\(code)"])
        case .unsure: logger.warning("the mail server did not answer", metadata: ["order": "\(order.id)"])
        }
    }
}

/// One notice from its lease to its settlement.
struct NoticeDesk: Sendable {
    private let decide: DecideNotice
    private let settle: SettleNotice
    private let mail: CodeMail
    private let logger: Logger

    init(_ base: Foundations, mail: CodeMail, logger: Logger) {
        decide = DecideNotice(base)
        settle = SettleNotice(base)
        self.mail = mail
        self.logger = logger
    }

    /// False when nothing is due.
    func handleNext() async throws -> Bool {
        guard let notice = try await decide.lease() else { return false }
        do {
            if case .handOver(let outgoing) = try await decide(notice) {
                try await settle(notice, await mail.send(try mail.message(outgoing)))
            }
        } catch {
            logger.error(
                "a notice failed, will be tried again",
                metadata: ["notice": "\(notice.id)", "error": "\(StoreOutage.describe(error))"])
            try await settle.postpone(notice)
        }
        return true
    }
}
