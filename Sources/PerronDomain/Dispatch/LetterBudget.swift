/// Whether one more letter leaves today: pure, from what left this day and this month already and how much its network asked. A flood of
/// requests for other people's numbers then costs the fund a bounded number of letters, and members elsewhere notice nothing.
package struct LetterBudget: Sendable {
    package enum Decision: Equatable, Sendable {
        case admit
        /// Looked at again the next day, or the next month.
        case hold(by: LetterBound)
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
    ///   - sent: letters of the day, and of the month, so far.
    package func decide(requests: Int, isSlowLane: Bool, sent: LettersOfDay) -> Decision {
        if let spent = spent(all: sent.all, month: sent.month) { return .hold(by: spent) }
        if isSlowLane, sent.slowLane >= share(limits.slowLaneShare, atLeast: 1) { return .hold(by: .slowLane) }
        if isQuiet(requests: requests) { return .admit }
        if sent.busyNetworks >= max(1, limits.dailyBudget - share(limits.keptForQuiet, atLeast: 0)) { return .hold(by: .busyNetworks) }
        return sent.network < share(limits.networkShare, atLeast: LetterBudget.leastPerNetwork) ? .admit : .hold(by: .network)
    }

    /// Which of the two budgets of the whole fund is spent; nil while neither is.
    package func spent(all: Int, month: Int) -> LetterBound? {
        if month >= limits.monthlyBudget { return .month }
        return all >= limits.dailyBudget ? .day : nil
    }

    /// Which of the two are nearly spent, now that so many letters have left.
    package func nearlySpent(all: Int, month: Int) -> [LetterBound] {
        (all >= warning(limits.dailyBudget) ? [.day] : []) + (month >= warning(limits.monthlyBudget) ? [.month] : [])
    }

    package func isQuiet(requests: Int) -> Bool {
        requests <= LetterBudget.quietRequests
    }

    private func warning(_ budget: Int) -> Int {
        max(1, Int((Double(budget) * limits.budgetWarning).rounded(.up)))
    }

    private func share(_ part: Double, atLeast least: Int) -> Int {
        max(least, Int((Double(limits.dailyBudget) * part).rounded()))
    }
}

/// What holds a letter back.
package enum LetterBound: String, Sendable, CaseIterable {
    /// All of the month's letters are spent.
    case month
    /// All of the day's letters are spent.
    case day
    /// What of the day networks may spend that ask often.
    case busyNetworks
    /// One network's share of the day.
    case network
    /// The share of requests that came without JavaScript.
    case slowLane
}

/// Letters of one local day, by where their requests came from, and of its month.
package struct LettersOfDay: Equatable, Sendable {
    package let all: Int
    /// From networks that asked often.
    package let busyNetworks: Int
    package let slowLane: Int
    /// From the network of the request that is looked at.
    package let network: Int
    /// All of the month.
    package let month: Int

    package init(all: Int = 0, busyNetworks: Int = 0, slowLane: Int = 0, network: Int = 0, month: Int = 0) {
        self.all = all
        self.busyNetworks = busyNetworks
        self.slowLane = slowLane
        self.network = network
        self.month = month
    }
}
