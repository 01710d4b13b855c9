import PerronDomain
import Testing

struct SignInThrottleTests {
    private let start = Instant(seconds: 1_795_510_800)
    private let limits = Limits.SignIn()

    @Test func `four wrong tries cost nothing`() {
        let failures = (0..<4).map { start.adding(.seconds($0)) }

        #expect(decide([], at: start) == .admit)
        #expect(decide(failures, at: start.adding(.seconds(5))) == .admit)
    }

    @Test func `from the fifth on each pause is twice the last, up to a quarter of an hour`() {
        var failures = (0..<4).map { start.adding(.seconds($0)) }
        var now = start.adding(.seconds(4))
        var pauses: [Int64] = []

        // Someone who tries again, and fails, as soon as they may.
        for _ in 0..<7 {
            failures.append(now)
            guard case .wait(let until) = decide(failures, at: now) else { break }
            pauses.append((until - now).wholeSeconds / 60)
            #expect(decide(failures, at: until.subtracting(.milliseconds(1))) == .wait(until: until))
            #expect(decide(failures, at: until) == .admit)
            now = until
        }

        #expect(pauses == [1, 2, 4, 8, 15, 15, 15])
    }

    @Test func `a calm of ten minutes after a pause begins anew`() {
        let failures = (0..<5).map { start.adding(.seconds($0)) }
        let later = start.adding(.minutes(12))

        #expect(decide(failures + [later], at: later) == .admit)
        #expect(decide(failures + [later.subtracting(.minutes(2))], at: later.subtracting(.minutes(2))) != .admit)
    }

    @Test func `wrong tries spread over the day cost nothing until there are twenty-five`() {
        let failures = (0..<25).map { start.adding(.minutes(30 * $0)) }
        let now = start.adding(.hours(13))

        #expect(decide(Array(failures.dropLast()), at: now) == .admit)
        #expect(decide(failures, at: now) == .wait(until: start.adding(.hours(24))))
    }

    @Test func `beyond the cap one waits until fewer than twenty-five are a day old`() {
        let failures = (0..<27).map { start.adding(.minutes(30 * $0)) }

        #expect(decide(failures, at: start.adding(.hours(14))) == .wait(until: failures[2].adding(.hours(24))))
    }

    @Test func `a recognised browser has pauses of its own and no daily cap`() {
        let spread = (0..<40).map { start.adding(.minutes(30 * $0)) }
        let quick = (0..<5).map { start.adding(.seconds($0)) }

        #expect(SignInThrottle.decide(failures: spread, recognised: true, limits: limits, now: start.adding(.hours(21))) == .admit)
        #expect(SignInThrottle.decide(failures: quick, recognised: true, limits: limits, now: quick[4]) != .admit)
    }

    @Test func `tries that another node counts a moment ahead count, those from before the clock was stepped back do not`() {
        let failures = (1...5).map { start.adding(.milliseconds($0)) }

        #expect(decide(failures, at: start) == .wait(until: failures[4].adding(.minutes(1))))
        #expect(decide(failures, at: start.subtracting(.minutes(2))) == .admit)
    }

    @Test func `the order in which failures are read makes no difference`() {
        let failures = (0..<6).map { start.adding(.seconds($0)) }
        let now = start.adding(.seconds(6))

        #expect(decide(failures.reversed(), at: now) == decide(failures, at: now))
    }

    private func decide(_ failures: [Instant], at now: Instant) -> SignInThrottle.Decision {
        SignInThrottle.decide(failures: failures, recognised: false, limits: limits, now: now)
    }
}
