/// How often a wrong password may be typed: per number (known or not) from unknown browsers, and per recognised browser
/// (ASVS 5.0 6.1.1; CNIL 2022-100). A provisional password is never held back by it.
package enum SignInThrottle {
    package enum Decision: Equatable, Sendable {
        case admit
        case wait(until: Instant)
    }

    /// - Parameters:
    ///   - failures: instants of the wrong tries of the last 24 hours, any order.
    ///   - recognised: a recognised browser has a count of its own and no daily cap beyond it.
    package static func decide(failures: [Instant], recognised: Bool, limits: Limits.SignIn, now: Instant) -> Decision {
        let sorted = failures.filter { $0.counts(at: now) }.sorted()
        guard let last = sorted.last else { return .admit }
        if !recognised, sorted.count >= limits.perDay {
            // Until so many have grown old that one more is under the cap.
            return .wait(until: sorted[sorted.count - limits.perDay].adding(.hours(24)))
        }
        let until = last.adding(pause(after: sorted, limits: limits))
        return until > now ? .wait(until: until) : .admit
    }

    /// How long the last failure makes everybody wait: nothing for the first ones within the window, then twice as long each time. A
    /// failure soon after a pause continues the row, for a long pause must not make the tries before it forgotten; a calm of one window
    /// after a pause ends it.
    private static func pause(after failures: [Instant], limits: Limits.SignIn) -> Duration {
        var pause = Duration.zero
        for (index, failure) in failures.enumerated() {
            if pause > .zero, failure - failures[index - 1] <= pause + limits.window {
                pause = min(pause * 2, limits.longestPause)
            } else {
                let recent = failures[...index].count { failure - $0 < limits.window }
                pause = recent >= limits.freeTries ? min(.minutes(1), limits.longestPause) : .zero
            }
        }
        return pause
    }
}
