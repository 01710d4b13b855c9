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
}

extension [Instant] {
    /// The same instants in another order, always the same one.
    fileprivate func turned(by steps: [Int]) -> [Instant] {
        steps.reduce(self) { instants, step in Array(instants[step...] + instants[..<step]) }.reversed()
    }
}
