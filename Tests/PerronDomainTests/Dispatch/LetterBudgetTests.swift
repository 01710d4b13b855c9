import PerronDomain
import Testing

struct LetterBudgetTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let title: String
        var budget = 1000
        var monthly = 5000
        var requests = 1
        var isSlowLane = false
        let sent: LettersOfDay
        let decision: LetterBudget.Decision

        var testDescription: String { title }
    }

    static let cases = [
        Case(title: "the first of the day", sent: LettersOfDay(), decision: .admit),
        Case(title: "a quiet network's last of the day", sent: LettersOfDay(all: 999, busyNetworks: 700), decision: .admit),
        Case(title: "past the budget", sent: LettersOfDay(all: 1000), decision: .hold(by: .day)),
        Case(title: "three requests are quiet", requests: 3, sent: LettersOfDay(all: 900, network: 20), decision: .admit),
        Case(title: "a network's last of its share", requests: 4, sent: LettersOfDay(all: 100, network: 19), decision: .admit),
        Case(title: "past a network's share", requests: 4, sent: LettersOfDay(all: 100, network: 20), decision: .hold(by: .network)),
        Case(title: "three at least to a network", budget: 10, requests: 4, sent: LettersOfDay(all: 2, network: 2), decision: .admit),
        Case(title: "and not four", budget: 10, requests: 4, sent: LettersOfDay(all: 3, network: 3), decision: .hold(by: .network)),
        Case(title: "the last that busy networks reach", requests: 4, sent: LettersOfDay(all: 699, busyNetworks: 699), decision: .admit),
        Case(
            title: "what is kept for quiet ones", requests: 4, sent: LettersOfDay(all: 700, busyNetworks: 700),
            decision: .hold(by: .busyNetworks)),
        Case(title: "the slow lane's last", isSlowLane: true, sent: LettersOfDay(all: 99, slowLane: 99), decision: .admit),
        Case(
            title: "past the slow lane's share", isSlowLane: true, sent: LettersOfDay(all: 100, slowLane: 100),
            decision: .hold(by: .slowLane)),
        Case(title: "one at least through the slow lane", budget: 3, isSlowLane: true, sent: LettersOfDay(), decision: .admit),
        Case(title: "the month's last", sent: LettersOfDay(all: 10, month: 4999), decision: .admit),
        Case(title: "past the month's budget", sent: LettersOfDay(all: 10, month: 5000), decision: .hold(by: .month)),
        Case(title: "past both, the later one counts", sent: LettersOfDay(all: 1000, month: 5000), decision: .hold(by: .month)),
        Case(title: "other lanes don't mind the slow one", sent: LettersOfDay(all: 100, slowLane: 100), decision: .admit),
    ]

    @Test(arguments: cases)
    func `a letter leaves or waits`(_ item: Case) {
        var limits = Limits().letters
        (limits.dailyBudget, limits.monthlyBudget) = (item.budget, item.monthly)

        let decision = LetterBudget(limits: limits).decide(requests: item.requests, isSlowLane: item.isSlowLane, sent: item.sent)

        #expect(decision == item.decision)
    }

    @Test(
        arguments: [
            (799, 3999, []), (800, 3999, [.day]), (799, 4000, [.month]), (1000, 5000, [.day, .month]),
        ] as [(Int, Int, [LetterBound])])
    func `four fifths of a budget are a warning`(all: Int, month: Int, expected: [LetterBound]) {
        var limits = Limits().letters
        (limits.dailyBudget, limits.monthlyBudget) = (1000, 5000)

        #expect(LetterBudget(limits: limits).nearlySpent(all: all, month: month) == expected)
    }
}
