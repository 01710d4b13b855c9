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
        let sorted = failures.sorted()
        guard let last = sorted.last else { return .admit }
        if !recognised, sorted.count >= limits.perDay, let oldest = sorted.first {
            return .wait(until: oldest.adding(.hours(24)))
        }
        let recent = sorted.filter { now - $0 < limits.window || $0 > now }
        guard recent.count >= limits.freeTries else { return .admit }
        let doublings = min(recent.count - limits.freeTries, 10)
        let pause = min(Duration.minutes(1 << doublings), limits.longestPause)
        let until = last.adding(pause)
        return until > now ? .wait(until: until) : .admit
    }
}
