import PerronMessages
import PerronWorkflows

/// Hands e-mails over: to a mail server, or in the demo to a folder.
package protocol Mailer: Sendable {
    /// Returns once the other side has answered, or its time is over. Every failure is an outcome.
    func send(_ message: EmailMessage) async -> MailOutcome
}
