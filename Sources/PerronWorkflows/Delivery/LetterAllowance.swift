import PerronDomain
import PerronStorage

/// Spends the fund's letters of the day, fairly by network.
struct LetterAllowance: Sendable {
    private let base: Foundations
    private let budget: LetterBudget
    private let networks: NetworkRequests

    init(_ base: Foundations) {
        self.base = base
        budget = LetterBudget(limits: base.limits.letters)
        networks = NetworkRequests(base)
    }

    /// Counts one letter for this request. Nil where it may leave; else when it is to be looked at again, once the next local day begins.
    ///
    /// - Parameter isReleased: a person said that it leaves; it counts, and nothing holds it.
    func spend(_ request: AccessRequest, isReleased: Bool, now: Instant, in tx: any Transaction) throws -> Instant? {
        let today = base.civilTime.day(of: now)
        let days = LetterDays(tx)
        try days.hold(today)
        let requests = try networks.inDay(of: request, most: LetterBudget.quietRequests + 1, in: tx)
        let sent = LettersOfDay(
            all: try days.letters(.all, on: today), busyNetworks: try days.letters(.busyNetworks, on: today),
            slowLane: try days.letters(.slowLane, on: today), network: try days.letters(.network(request.network), on: today))
        guard isReleased || budget.decide(requests: requests, isSlowLane: request.isSlowLane, sent: sent) == .admit else {
            return base.civilTime.instant(of: today.adding(days: 1), minutes: 0)
        }
        try days.count(.all, on: today)
        try days.count(.network(request.network), on: today)
        if !budget.isQuiet(requests: requests) { try days.count(.busyNetworks, on: today) }
        if request.isSlowLane { try days.count(.slowLane, on: today) }
        return nil
    }

    /// Counts one letter that nobody asked for, such as a notice. Nil where it may leave, else when it is to be looked at again: only once
    /// the whole of the day is spent.
    func spendUnasked(now: Instant, in tx: any Transaction) throws -> Instant? {
        let today = base.civilTime.day(of: now)
        let days = LetterDays(tx)
        try days.hold(today)
        guard try days.letters(.all, on: today) < base.limits.letters.dailyBudget else {
            return base.civilTime.instant(of: today.adding(days: 1), minutes: 0)
        }
        try days.count(.all, on: today)
        return nil
    }
}
