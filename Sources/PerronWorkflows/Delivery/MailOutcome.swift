/// How an e-mail's hand-over to the mail server ended. Codes only: a server's words may repeat an address.
package enum MailOutcome: Sendable, Equatable {
    /// The server took it.
    case delivered
    /// The server surely did not take it, and may later. Its reply code (RFC 5321 4.2), or 0 where it did not answer.
    case deferred(code: Int)
    /// This recipient or this message will never be taken.
    case refused(code: Int)
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
