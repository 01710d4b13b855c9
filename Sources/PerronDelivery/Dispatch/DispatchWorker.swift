import Logging
import PerronDomain
import PerronMessages
import PerronStorage
import PerronWorkflows
import ServiceLifecycle

/// Does what the outbox orders: codes first, then notices. Any number may run, in one process or several.
package struct DispatchWorker: Service {
    private let orders: OrderDesk
    private let notices: NoticeDesk
    private let emailsAtOnce: Int
    private let loop: WorkLoop

    package init(_ base: Foundations, mail: CodeMail, pace: DispatchPace = DispatchPace(), signal: WorkSignal, logger: Logger) {
        let pacemaker = Pacemaker(pace.rates)
        orders = OrderDesk(base, mail: mail, pacemaker: pacemaker, logger: logger)
        notices = NoticeDesk(base, mail: mail, pacemaker: pacemaker, logger: logger)
        emailsAtOnce = pace.emailsAtOnce
        loop = WorkLoop(signal: signal, interval: .seconds(1), logger: logger, failure: "dispatching failed, will be tried again")
    }

    /// Each lane waits for itself, so that neither a slow mail server nor a flood of letters holds up the others' orders.
    package func run() async throws {
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<emailsAtOnce {
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

/// How much leaves at once, and how fast.
package struct DispatchPace: Sendable {
    /// Of one connection, while one e-mail is on it: another is decided meanwhile, and a third settled.
    package static let handsAConnection = 3

    /// Orders by e-mail in hand at once: they share the database's syncs and the mail server's connections.
    let emailsAtOnce: Int
    let rates: MailRates

    package init(connections: Int = 1, rates: MailRates = .unlimited) {
        emailsAtOnce = connections * DispatchPace.handsAConnection
        self.rates = rates
    }
}
