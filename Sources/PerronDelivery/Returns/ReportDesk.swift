import Logging
import PerronDomain
import PerronWorkflows

/// Settles what came back, one message at a time, and says how it ended.
struct ReportDesk: Sendable {
    private let settle: SettleReturnedEmail
    private let logger: Logger

    init(_ base: Foundations, logger: Logger) {
        settle = SettleReturnedEmail(base)
        self.logger = logger
    }

    /// What a report says of the first e-mail of ours among those that it may be about; `stranger` where it is about none.
    func decision(_ report: DeliveryReport, of tokens: [ReturnToken]) async throws -> SettleReturnedEmail.Decision {
        for token in tokens {
            let decision = try await settle(report.finding, token)
            if decision != .stranger { return decision }
        }
        return .stranger
    }

    /// The reply to each recipient of a message. « 250 » stands for what is on disk; after anything else the sender still has the message.
    func replies(to message: [UInt8], for tokens: [ReturnToken]) async -> [String] {
        guard let report = DeliveryReport(message: message) else {
            return tokens.map { _ in "550 5.6.0 this address takes reports of delivery alone (RFC 3464)" }
        }
        var replies: [String] = []
        for token in tokens { replies.append(await reply(to: report, for: token)) }
        return replies
    }

    private func reply(to report: DeliveryReport, for token: ReturnToken) async -> String {
        do {
            let decision = try await decision(report, of: [token])
            logger.info("a returned e-mail was settled", metadata: ["decision": "\(decision)"])
            return decision == .stranger ? "550 5.1.1 no e-mail of ours comes back to that address" : "250 2.0.0 settled"
        } catch {
            logger.error("a returned e-mail could not be settled", metadata: ["error": "\(StoreOutage.describe(error))"])
            return "451 4.3.0 it could not be settled: again later"
        }
    }
}
