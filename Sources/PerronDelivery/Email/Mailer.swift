import PerronDomain
import PerronMessages
import PerronWorkflows

/// Hands e-mails over: to a mail server, or in the demo to a folder.
package protocol Mailer: Sendable {
    /// Returns once the other side has answered, or its time is over. Every failure is an outcome.
    /// - Parameter until: when whoever sends must know how it went. What might take longer is not begun, and surely not taken.
    func send(_ message: EmailMessage, until: Instant) async -> MailOutcome
}
