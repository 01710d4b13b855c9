import PerronDomain

/// How an e-mail's hand-over to the mail server ended. Codes only: a server's words may repeat an address.
package enum MailOutcome: Sendable, Equatable {
    /// The server took it.
    case delivered
    /// The server surely did not take it, and may later. Its reply code (RFC 5321 4.2), or 0 where it did not answer.
    /// - asksForPatience: it said so of this recipient or message, and its whole domain is better left alone for a while.
    case deferred(code: Int, asksForPatience: Bool = false)
    /// This recipient or this message will never be taken. The reply code is 0 where the server was not even asked.
    /// - status: what is said of the recipient's address, where anything is (RFC 3463).
    case refused(code: Int, status: MailStatus? = nil)
    /// It was sent whole and the answer was lost: it may have been taken.
    case unsure
}

/// When to try again: soon at first, then twice as late each time.
package struct RetryPlan: Sendable {
    private let first: Duration
    private let longest: Duration

    package init(first: Duration, longest: Duration) {
        self.first = first
        self.longest = longest
    }

    /// - Parameter attempts: how many tries there were, 1 or more.
    package func delay(after attempts: Int) -> Duration {
        // 2¹⁰ times anything worth waiting for is past the longest pause.
        min(longest, first * (1 << min(max(attempts, 1) - 1, 10)))
    }
}
