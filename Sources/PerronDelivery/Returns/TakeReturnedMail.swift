import Logging
import PerronDomain
import PerronWorkflows

/// Reads a Maildir of returned e-mails and settles each. May be run as often as one likes, by several at once: what was settled is known
/// again, and a file is only moved once its settlement is on disk.
package struct TakeReturnedMail: Sendable {
    package struct Tally: Sendable, Equatable {
        package var letters = 0
        package var tasks = 0
        package var noted = 0
        package var delayed = 0
        /// Settled before, or arrived after all.
        package var known = 0
        /// No report about an e-mail of ours: left where they are.
        package var unknown = 0
        /// Could not be read or settled: left where they are, for the next time.
        package var failed = 0

        /// Those that were moved.
        package var settled: Int { letters + tasks + noted + delayed + known }
    }

    private let maildir: ReturnMaildir
    private let path: ReturnPath
    private let desk: ReportDesk
    private let logger: Logger

    package init(_ base: Foundations, maildir: ReturnMaildir, path: ReturnPath, logger: Logger) {
        self.maildir = maildir
        self.path = path
        self.logger = logger
        desk = ReportDesk(base, logger: logger)
    }

    /// - Throws: `FileError` where the folder can't be listed; what is wrong with one file is counted and logged.
    package func callAsFunction() async throws -> Tally {
        var tally = Tally()
        for name in try maildir.names() {
            do {
                guard let message = try maildir.read(name, most: DeliveryReport.mostBytes) else { continue }
                let decision = try await decision(about: message)
                tally.count(decision)
                if decision != .stranger { try maildir.markSeen(name) }
            } catch {
                tally.failed += 1
                logger.error("a returned e-mail could not be settled", metadata: ["error": "\(StoreOutage.describe(error))"])
            }
        }
        return tally
    }

    /// What is no report is about no e-mail of ours either.
    private func decision(about message: [UInt8]) async throws -> SettleReturnedEmail.Decision {
        guard let report = DeliveryReport(message: message) else { return .stranger }
        return try await desk.decision(report, of: report.returnedTo.compactMap { path.token(in: $0) })
    }
}

extension TakeReturnedMail.Tally {
    fileprivate mutating func count(_ decision: SettleReturnedEmail.Decision) {
        switch decision {
        case .letterInstead: letters += 1
        case .askedStaff: tasks += 1
        case .noted: noted += 1
        case .delayed: delayed += 1
        case .known, .arrived: known += 1
        case .stranger: unknown += 1
        }
    }
}
