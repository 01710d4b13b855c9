import PerronDomain
import PerronStorage

/// Spends the fund's letters of the day and of the month, fairly by network.
struct LetterAllowance: Sendable {
    /// Why a letter may not leave now, and when it is to be looked at again: once the next local day, or month, begins.
    struct Hold: Equatable {
        let bound: LetterBound
        let until: Instant
    }

    private let base: Foundations
    private let budget: LetterBudget
    private let networks: NetworkRequests

    init(_ base: Foundations) {
        self.base = base
        budget = LetterBudget(limits: base.limits.letters)
        networks = NetworkRequests(base)
    }

    /// Counts one letter for this request. Nil where it may leave.
    ///
    /// - Parameter isReleased: a person said that it leaves; it counts, and nothing holds it.
    func spend(_ request: AccessRequest, isReleased: Bool, now: Instant, in tx: any Transaction) throws -> Hold? {
        let today = base.civilTime.day(of: now)
        let days = LetterDays(tx)
        try days.hold(today)
        let requests = try networks.inDay(of: request, most: LetterBudget.quietRequests + 1, in: tx)
        let sent = LettersOfDay(
            all: try days.letters(.all, on: today), busyNetworks: try days.letters(.busyNetworks, on: today),
            slowLane: try days.letters(.slowLane, on: today), network: try days.letters(.network(request.network), on: today),
            month: try days.letters(.month, on: today.firstOfMonth))
        if case .hold(let bound) = budget.decide(requests: requests, isSlowLane: request.isSlowLane, sent: sent), !isReleased {
            return hold(bound, today)
        }
        try count(after: sent.all, month: sent.month, today: today, now: now, in: tx)
        try days.count(.network(request.network), on: today)
        if !budget.isQuiet(requests: requests) { try days.count(.busyNetworks, on: today) }
        if request.isSlowLane { try days.count(.slowLane, on: today) }
        return nil
    }

    /// Counts one letter that nobody asked for, such as a notice. Nil where it may leave; it waits only once the whole of the day or of the
    /// month is spent.
    ///
    /// - Parameter isReleased: a person said that it leaves; it counts, and nothing holds it.
    func spendUnasked(isReleased: Bool = false, now: Instant, in tx: any Transaction) throws -> Hold? {
        let today = base.civilTime.day(of: now)
        let days = LetterDays(tx)
        try days.hold(today)
        let (all, month) = (try days.letters(.all, on: today), try days.letters(.month, on: today.firstOfMonth))
        if let bound = budget.spent(all: all, month: month), !isReleased { return hold(bound, today) }
        try count(after: all, month: month, today: today, now: now, in: tx)
        return nil
    }

    private func hold(_ bound: LetterBound, _ today: CalendarDay) -> Hold {
        let next =
            switch bound {
            case .month: today.firstOfMonth.adding(days: 31).firstOfMonth
            case .day, .busyNetworks, .network, .slowLane: today.adding(days: 1)
            }
        return Hold(bound: bound, until: base.civilTime.instant(of: next, minutes: 0))
    }

    /// Counts one letter more; a person is told, once a day and once a month, when they are nearly spent.
    private func count(after all: Int, month: Int, today: CalendarDay, now: Instant, in tx: any Transaction) throws {
        let days = LetterDays(tx)
        try days.count(.all, on: today)
        try days.count(.month, on: today.firstOfMonth)
        for bound in budget.nearlySpent(all: all + 1, month: month + 1) {
            let (source, day, kind): (LetterDays.Source, CalendarDay, StaffTask.Kind) =
                bound == .month ? (.monthWarning, today.firstOfMonth, .monthNearlySpent) : (.dayWarning, today, .dayNearlySpent)
            guard try days.letters(source, on: day) == 0 else { continue }
            try days.count(source, on: day)
            try StaffTasks(tx).open(kind, record: nil, now: now, random: base.random)
        }
    }
}

/// How many letters left, for who looks at what is held.
package struct ReadLetterBudget: Sendable {
    package struct Spent: Sendable, Equatable {
        package let today: Int
        package let thisMonth: Int
    }

    private let base: Foundations

    package init(_ base: Foundations) {
        self.base = base
    }

    package func callAsFunction() async throws -> Spent {
        let today = base.civilTime.day(of: base.clock.now())
        return try await base.database.read { tx in
            let days = LetterDays(tx)
            return Spent(today: try days.letters(.all, on: today), thisMonth: try days.letters(.month, on: today.firstOfMonth))
        }
    }
}

extension CalendarDay {
    var firstOfMonth: CalendarDay { adding(days: 1 - day) }
}
