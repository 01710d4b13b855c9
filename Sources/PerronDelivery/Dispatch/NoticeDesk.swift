import Logging
import PerronDomain
import PerronStorage
import PerronWorkflows

/// One notice from its lease to its settlement.
struct NoticeDesk: Sendable {
    private let decide: DecideNotice
    private let settle: SettleNotice
    private let mail: CodeMail
    private let pacemaker: Pacemaker
    private let clock: any TimeSource
    private let logger: Logger

    init(_ base: Foundations, mail: CodeMail, pacemaker: Pacemaker, logger: Logger) {
        decide = DecideNotice(base, pacemaker: pacemaker)
        settle = SettleNotice(base)
        self.mail = mail
        self.pacemaker = pacemaker
        clock = base.clock
        self.logger = logger
    }

    /// False when nothing is due.
    func handleNext() async throws -> Bool {
        let leasedAt = clock.now()
        guard let notice = try await decide.lease() else { return false }
        do {
            if case .handOver(let outgoing) = try await decide(notice) {
                let until = leasedAt.adding(LeaseDispatch.term).subtracting(LeaseDispatch.margin)
                let outcome = await mail.send(try mail.message(outgoing), until: until)
                pacemaker.note(outcome, to: outgoing.email, now: clock.now())
                try await settle(notice, outcome)
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
