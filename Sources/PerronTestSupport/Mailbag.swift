import PerronDelivery
import PerronDomain
import PerronMessages
import PerronWorkflows
import Synchronization

/// Takes every e-mail and keeps it, unless it is told to answer as a server does on a bad day.
package final class Mailbag: Mailer {
    private let taken = Mutex<[EmailMessage]>([])
    private let said = Mutex(MailOutcome.delivered)

    package init() {}

    package var answer: MailOutcome {
        get { said.withLock { $0 } }
        set { said.withLock { $0 = newValue } }
    }

    package func send(_ message: EmailMessage, until: Instant) async -> MailOutcome {
        let answer = answer
        if answer == .delivered { taken.withLock { $0.append(message) } }
        return answer
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
