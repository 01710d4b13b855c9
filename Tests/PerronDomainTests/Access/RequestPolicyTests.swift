import PerronDomain
import Testing

struct RequestPolicyTests {
    private let now = Instant(seconds: 1_795_510_800)

    @Test func `ten requests in an hour are taken, the eleventh waits until the first is an hour old`() {
        let requests = (0..<10).map { now.subtracting(.minutes(50 - $0)) }

        #expect(RequestPolicy().admit(requests: [], now: now) == .admit)
        #expect(RequestPolicy().admit(requests: Array(requests.prefix(9)), now: now) == .admit)
        #expect(RequestPolicy().admit(requests: requests.turned(by: [3, 1, 2]), now: now) == .slowDown(until: now.adding(.minutes(10))))
    }

    @Test func `requests that another node counts a moment ahead count, those from before the clock was stepped back do not`() {
        let soon = (0..<10).map { now.adding(.milliseconds($0)) }
        let later = (0..<10).map { now.adding(.minutes(2 + $0)) }

        #expect(RequestPolicy().admit(requests: soon, now: now) == .slowDown(until: now.adding(.hours(1))))
        #expect(RequestPolicy().admit(requests: later, now: now) == .admit)
    }
}

extension [Instant] {
    /// The same instants in another order, always the same one.
    fileprivate func turned(by steps: [Int]) -> [Instant] {
        steps.reduce(self) { instants, step in Array(instants[step...] + instants[..<step]) }.reversed()
    }
}
