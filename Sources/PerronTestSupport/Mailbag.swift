import PerronDelivery
import PerronDomain
import PerronMessages
import PerronWorkflows
import Synchronization

/// Takes every e-mail and keeps it.
package final class Mailbag: Mailer {
    private let taken = Mutex<[EmailMessage]>([])

    package init() {}

    package func send(_ message: EmailMessage) async -> MailOutcome {
        taken.withLock { $0.append(message) }
        return .delivered
    }

    package var messages: [EmailMessage] { taken.withLock { $0 } }

    /// The newest as SMTP would take it.
    package var latestBytes: [UInt8]? { messages.last?.bytes }

    package var latestSubject: String? { messages.last?.subject.value }
    package var latestLanguage: Language? { messages.last?.body.language }

    package func latest(to address: EmailAddress) -> EmailMessage? {
        messages.last { $0.to == address }
    }
}
