import Logging
import PerronDomain
import PerronWorkflows
import ServiceLifecycle

/// Reads a Maildir of returned e-mails again and again, until the process is asked to stop: what is in hand is settled first.
package struct ReturnWatch: Service {
    private let take: TakeReturnedMail
    private let logger: Logger
    private let loop: WorkLoop

    package init(_ take: TakeReturnedMail, every interval: Duration, logger: Logger) {
        self.take = take
        self.logger = logger
        loop = WorkLoop(
            signal: nil, interval: interval, logger: logger, failure: "returned e-mails could not be read, will be tried again")
    }

    package func run() async throws {
        await loop.run {
            let tally = try await take()
            guard tally.settled > 0 else { return }
            logger.info(
                "returned e-mails were settled",
                metadata: [
                    "letters": "\(tally.letters)", "tasks": "\(tally.tasks)", "noted": "\(tally.noted)", "late": "\(tally.delayed)",
                    "known": "\(tally.known)",
                ])
        }
    }
}
