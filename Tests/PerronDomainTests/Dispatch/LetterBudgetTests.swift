import PerronDomain
import Testing

struct LetterBudgetTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let title: String
        var budget = 1000
        var requests = 1
        var isSlowLane = false
        let sent: LettersOfDay
        let decision: LetterBudget.Decision

        var testDescription: String { title }
    }

    static let cases = [
        Case(title: "the first of the day", sent: LettersOfDay(), decision: .admit),
        Case(title: "a quiet network's last of the day", sent: LettersOfDay(all: 999, busyNetworks: 700), decision: .admit),
        Case(title: "past the budget", sent: LettersOfDay(all: 1000), decision: .hold),
        Case(title: "three requests are quiet", requests: 3, sent: LettersOfDay(all: 900, network: 20), decision: .admit),
        Case(title: "a network's last of its share", requests: 4, sent: LettersOfDay(all: 100, network: 19), decision: .admit),
        Case(title: "past a network's share", requests: 4, sent: LettersOfDay(all: 100, network: 20), decision: .hold),
        Case(title: "three at least to a network", budget: 10, requests: 4, sent: LettersOfDay(all: 2, network: 2), decision: .admit),
        Case(title: "and not four", budget: 10, requests: 4, sent: LettersOfDay(all: 3, network: 3), decision: .hold),
        Case(title: "the last that busy networks reach", requests: 4, sent: LettersOfDay(all: 699, busyNetworks: 699), decision: .admit),
        Case(title: "what is kept for quiet ones", requests: 4, sent: LettersOfDay(all: 700, busyNetworks: 700), decision: .hold),
        Case(title: "the slow lane's last", isSlowLane: true, sent: LettersOfDay(all: 99, slowLane: 99), decision: .admit),
        Case(title: "past the slow lane's share", isSlowLane: true, sent: LettersOfDay(all: 100, slowLane: 100), decision: .hold),
        Case(title: "one at least through the slow lane", budget: 3, isSlowLane: true, sent: LettersOfDay(), decision: .admit),
        Case(title: "other lanes don't mind the slow one", sent: LettersOfDay(all: 100, slowLane: 100), decision: .admit),
    ]

    @Test(arguments: cases)
    func `a letter leaves or waits`(_ item: Case) {
        var limits = Limits().letters
        limits.dailyBudget = item.budget

        let decision = LetterBudget(limits: limits).decide(requests: item.requests, isSlowLane: item.isSlowLane, sent: item.sent)

        #expect(decision == item.decision)
    }
}
