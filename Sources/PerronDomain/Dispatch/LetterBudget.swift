/// Whether one more letter leaves today: pure, from what left today already and how much its network asked. A flood of requests for other
/// people's numbers then costs the fund a bounded number of letters, and members elsewhere notice nothing.
package struct LetterBudget: Sendable {
    package enum Decision: Equatable, Sendable {
        case admit
        /// Looked at again the next day.
        case hold
    }

    /// A network with at most so many requests in a day is quiet: a household, a hospital ward.
    package static let quietRequests = 3
    /// What a network that asks often may send in a day, however small the budget.
    package static let leastPerNetwork = 3

    private let limits: Limits.Letters

    package init(limits: Limits.Letters) {
        self.limits = limits
    }

    /// - Parameters:
    ///   - requests: what the network asked for on the day of this request, this one included.
    ///   - isSlowLane: the request came through the lane without JavaScript.
    ///   - sent: letters of the day so far.
    package func decide(requests: Int, isSlowLane: Bool, sent: LettersOfDay) -> Decision {
        guard sent.all < limits.dailyBudget else { return .hold }
        if isSlowLane, sent.slowLane >= share(limits.slowLaneShare, atLeast: 1) { return .hold }
        if isQuiet(requests: requests) { return .admit }
        let reach = max(1, limits.dailyBudget - share(limits.keptForQuiet, atLeast: 0))
        let perNetwork = share(limits.networkShare, atLeast: LetterBudget.leastPerNetwork)
        return sent.busyNetworks < reach && sent.network < perNetwork ? .admit : .hold
    }

    package func isQuiet(requests: Int) -> Bool {
        requests <= LetterBudget.quietRequests
    }

    private func share(_ part: Double, atLeast least: Int) -> Int {
        max(least, Int((Double(limits.dailyBudget) * part).rounded()))
    }
}

/// Letters of one local day, by where their requests came from.
package struct LettersOfDay: Equatable, Sendable {
    package let all: Int
    /// From networks that asked often.
    package let busyNetworks: Int
    package let slowLane: Int
    /// From the network of the request that is looked at.
    package let network: Int

    package init(all: Int = 0, busyNetworks: Int = 0, slowLane: Int = 0, network: Int = 0) {
        self.all = all
        self.busyNetworks = busyNetworks
        self.slowLane = slowLane
        self.network = network
    }
}
