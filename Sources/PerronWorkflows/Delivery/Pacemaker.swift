import PerronDomain
import Synchronization

/// Keeps the pace of each domain for all workers of a process.
package final class Pacemaker: Sendable {
    private let pace: Mutex<MailPace>

    package init(_ rates: MailRates = .unlimited) {
        pace = Mutex(MailPace(rates))
    }

    /// Nil where an e-mail may leave now; else when to ask again. Asked within a transaction that the engine runs again, it may take a token
    /// more: that slows its domain by one e-mail, and changes nothing that anybody decides by.
    /// - Parameter order: the identifier of what is sent.
    package func wait(_ order: String, to address: EmailAddress, now: Instant) -> Instant? {
        pace.withLock { $0.wait(order, to: String(address.domain), now: now) }
    }

    /// What became of one that left.
    package func note(_ outcome: MailOutcome, to address: EmailAddress, now: Instant) {
        let domain = String(address.domain)
        switch outcome {
        case .delivered: pace.withLock { $0.delivered(to: domain, now: now) }
        case .deferred(code: _, asksForPatience: true): pace.withLock { $0.slowDown(domain, now: now) }
        case .deferred, .refused, .unsure: break
        }
    }
}
