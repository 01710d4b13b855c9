import PerronDomain
import PerronSecrets
import PerronStorage
import PerronWorkflows

/// One password on very many numbers, once each, from networks that each stay below their own limit.
package struct SprayingSiege: Sendable {
    package struct Outcome: Sendable {
        /// Passwords that were looked at before the alarm, for nothing but the asking.
        package var free = 0
        /// Those that were looked at after it, each for a proof of work.
        package var paid = 0
        /// The hashes of these, at the default difficulty, on average.
        package var hashes = 0.0
        /// Tries without a proof once one was due: nothing was looked at.
        package var refused = 0
        package var letIn = 0
        package var alarmAfter: Duration?
        package var alarms = 0
        package var tasks = 0
        /// From the last try to the alarm's end.
        package var endedAfter: Duration?
        /// Members who came meanwhile, by a recognised browser, a code, and a proof in a new one.
        package var membersCame = 0
        package var membersLetIn = 0
    }

    private let siege: SiegeHouse
    /// Whether the attackers solve what they are asked.
    private let solves: Bool

    package init(_ siege: SiegeHouse, solves: Bool) {
        self.siege = siege
        self.solves = solves
    }

    package func callAsFunction(numbers: Int, networks: Int, span: Duration) async throws -> Outcome {
        var outcome = Outcome()
        var browser = try await siege.opened(Cast.camille, from: SiegeHouse.home(1)).browser
        let code = try await siege.code(for: Cast.sofia, from: SiegeHouse.home(2))
        try await rememberUsualDays()
        let watch = WatchSignIns(siege.base)
        let began = siege.clock.now()
        let seconds = Int(span.wholeSeconds)
        for second in 0..<seconds {
            let range = numbers * second / seconds..<numbers * (second + 1) / seconds
            for step in try await tries(range, networks: networks) { outcome.count(step) }
            siege.clock.advance(.seconds(1))
            if second % 60 == 59, case .began = try await watch() {
                outcome.alarms += 1
                outcome.alarmAfter = outcome.alarmAfter ?? siege.clock.now() - began
            }
            if second % 600 == 599 { try await membersCome(&browser, code, &outcome) }
        }
        try await waitForTheEnd(watch, &outcome)
        outcome.tasks = try await siege.house.openTasks().count { $0 == .failingSignIns }
        return outcome
    }

    private func tries(_ range: Range<Int>, networks: Int) async throws -> [Step] {
        try await withThrowingTaskGroup(of: Step.self) { group in
            for index in range { group.addTask { try await step(index, SiegeHouse.network(index % networks)) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    private func step(_ index: Int, _ network: Network) async throws -> Step {
        let number = FileNumber(exactly: String(1_000_000 + index).utf8)!
        switch try await siege.signIn(number, "azerty2026", from: network) {
        case .wrong: return .free
        case .robot: break
        case .slowDown, .busy: return .refused
        case .signedIn, .chooseYourPassword, .codeExpired, .codeUsed, .codeVoided: return .letIn
        }
        guard solves else { return .refused }
        let (proof, hashes) = try await siege.proof(.signIn, network)
        switch try await siege.signIn(number, "azerty2026", proof: proof, from: network) {
        case .wrong: return .paid(hashes)
        case .robot, .slowDown, .busy: return .refused
        case .signedIn, .chooseYourPassword, .codeExpired, .codeUsed, .codeVoided: return .letIn
        }
    }

    fileprivate enum Step: Sendable {
        case free
        case paid(Double)
        case refused
        case letIn
    }

    private func membersCome(_ browser: inout Token?, _ code: ProvisionalPassword, _ outcome: inout Outcome) async throws {
        outcome.membersCame += 3
        let home = SiegeHouse.home(1)
        if case .signedIn(let tokens) = try await siege.signIn(Cast.camille.number, SiegeHouse.password, from: home, browser: browser) {
            browser = tokens.browser
            outcome.membersLetIn += 1
        }
        if case .chooseYourPassword = try await siege.signIn(Cast.sofia.number, code.shown, from: home) { outcome.membersLetIn += 1 }
        let elsewhere = SiegeHouse.home(3)
        let proof = try await siege.proof(.signIn, elsewhere).proof
        if case .signedIn = try await siege.signIn(Cast.camille.number, SiegeHouse.password, proof: proof, from: elsewhere) {
            outcome.membersLetIn += 1
        }
    }

    /// 28 days on which ten sign in every ten minutes from eight to twenty o'clock, and three of them fail.
    private func rememberUsualDays() async throws {
        let now = siege.clock.now()
        try await siege.house.database.write { tx in
            for day in 1...28 {
                for window in 0..<72 {
                    let tally = SignInAlarm.Tally(tries: 10, failures: 2 + (day + window) % 3)
                    try SignInWindows(tx).keep(tally, startingAt: now.subtracting(.days(day)).adding(SignInAlarm.window * window))
                }
            }
        }
    }

    private func waitForTheEnd(_ watch: WatchSignIns, _ outcome: inout Outcome) async throws {
        let last = siege.clock.now()
        for _ in 0..<36 * 60 {
            siege.clock.advance(.minutes(1))
            if try await watch() == .ended {
                outcome.endedAfter = siege.clock.now() - last
                return
            }
        }
    }
}

extension SprayingSiege.Outcome {
    fileprivate mutating func count(_ step: SprayingSiege.Step) {
        switch step {
        case .free: free += 1
        case .paid(let price):
            paid += 1
            hashes += price
        case .refused: refused += 1
        case .letIn: letIn += 1
        }
    }
}
