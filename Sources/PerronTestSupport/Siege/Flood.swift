import PerronDomain
import PerronSecrets
import PerronStorage
import PerronWorkflows

/// An hour of requests for sequential numbers from very many networks, with members among them, and the post of that day and the next.
package struct Flood: Sendable {
    package struct Scale: Sendable {
        package var requests = 1_000_000
        package var networks = 1_000
        package var members = 200
        /// Orders of each lane that the worker handles in a second; fewer than come in.
        package var ordersPerSecond = 100
        package var dailyBudget = 2_000

        package init() {}
    }

    private static let hour = 3600
    private static let atOnce = 64

    private let siege: SiegeHouse
    private let scale: Scale
    private let people: FloodPeople
    private let worker: FloodWorker

    /// Registers everybody.
    package init(_ scale: Scale = Scale()) async throws {
        self.scale = scale
        siege = try await SiegeHouse(cost: Argon2Cost(kibibytes: 8, passes: 1)) { $0.letters.dailyBudget = scale.dailyBudget }
        people = FloodPeople(requests: scale.requests, members: scale.members, span: Flood.hour)
        worker = FloodWorker(siege.base, perSecond: scale.ordersPerSecond)
        guard case .finished(let summary) = try await TemporaryExport(people.export).imported(in: siege.base),
            summary.counts.refused == 0
        else { throw Cast.NotRegistered() }
    }

    /// Where the database lies.
    package var databasePath: String { siege.house.database.path }

    /// - Parameter progress: told each simulated minute of the hour.
    package func callAsFunction(_ progress: (String) -> Void = { _ in }) async throws -> FloodOutcome {
        var outcome = FloodOutcome()
        (outcome.files, outcome.budget) = (people.files, scale.dailyBudget)
        var asked: [(member: FloodPeople.Member, request: Identifier<AccessRequest>, at: Instant)] = []
        for second in 0..<Flood.hour {
            let flood = scale.requests * second / Flood.hour..<scale.requests * (second + 1) / Flood.hour
            try await pour(flood, &outcome)
            for (index, member) in people.members.enumerated() where member.comesAt == second {
                let request = try await siege.ask(member.number, by: member.channel, from: SiegeHouse.home(index)).request
                guard let request else {
                    outcome.membersTurnedAway += 1
                    continue
                }
                worker.watch(request)
                asked.append((member, request, siege.clock.now()))
            }
            _ = try await worker.second()
            siege.clock.advance(.seconds(1))
            if second % 60 == 59 { progress("\(second / 60 + 1) min: \(outcome.taken) requests") }
        }
        outcome.backlog = try await siege.house.database.read { tx in try Outbox(tx).backlog() }
        let codes = try await post(&outcome, progress)
        try await see(asked.map { ($0.member, $0.request, $0.at) }, codes, &outcome)
        try await nextDay(&outcome, progress)
        return outcome
    }

    private func pour(_ flood: Range<Int>, _ outcome: inout FloodOutcome) async throws {
        for start in stride(from: flood.lowerBound, to: flood.upperBound, by: Flood.atOnce) {
            let answers = try await withThrowingTaskGroup(of: (isTaken: Bool, hashes: Double).self) { group in
                for index in start..<min(start + Flood.atOnce, flood.upperBound) {
                    group.addTask {
                        let channel: AccessChannel = (index / 2).isMultiple(of: 2) ? .email : .letter
                        // Each round one network further, so that all of them come upon files that exist.
                        let network = SiegeHouse.network((index + index / scale.networks) % scale.networks)
                        let answer = try await siege.ask(FloodPeople.asked(index), by: channel, from: network)
                        return (answer.request != nil, answer.hashes)
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            for answer in answers {
                outcome.requests += 1
                if answer.isTaken { outcome.taken += 1 } else { outcome.notTaken += 1 }
                outcome.hashes += answer.hashes
            }
        }
    }

    /// Works until the cut-off, lets the batch leave, and works on until nothing is due. The codes of the letters that left.
    private func post(_ outcome: inout FloodOutcome, _ progress: (String) -> Void) async throws -> [FileNumber: [ProvisionalPassword]] {
        let today = siege.base.civilTime.day(of: siege.clock.now())
        let cutOff = siege.base.schedule.cutOff(on: today)
        while siege.clock.now() < cutOff, try await worker.second() > 0 {
            outcome.backlogSeconds += 1
            siege.clock.advance(.seconds(1))
        }
        progress("the backlog was gone after \(outcome.backlogSeconds) s")
        siege.clock.set(max(siege.clock.now(), cutOff))
        let printed = try await FloodPost(siege.base).printDue()
        while try await worker.second() > 0 {
            outcome.backlogSeconds += 1
            siege.clock.advance(.seconds(1))
        }
        outcome.days.append(try await FloodPost(siege.base).day(today, printed: printed.values.map(\.count).reduce(0, +)))
        return printed
    }

    /// How the members fared, and that what they got lets them in.
    private func see(
        _ asked: [(FloodPeople.Member, Identifier<AccessRequest>, Instant)], _ letters: [FileNumber: [ProvisionalPassword]],
        _ outcome: inout FloodOutcome
    ) async throws {
        for (index, (member, request, at)) in asked.enumerated() {
            let email = worker.sent(for: request)
            var codes = letters[member.number] ?? []
            if let email { codes.append(email.code) }
            if member.isAskedForByFlood {
                outcome.shared += 1
                if try await FloodPost(siege.base).holdsCode(member.number) { outcome.sharedServed += 1 }
                if try await FloodPost(siege.base).hasCode(of: request) { outcome.sharedByOwnRequest += 1 }
            } else {
                switch member.channel {
                case .email:
                    outcome.emailMembers += 1
                    if let email { outcome.emailDelays.append(Int((email.at - at).wholeSeconds)) }
                case .letter:
                    outcome.letterMembers += 1
                    if !codes.isEmpty { outcome.lettersSameDay += 1 }
                }
            }
            guard let code = codes.last else { continue }
            outcome.codesTyped += 1
            if case .chooseYourPassword = try await siege.signIn(member.number, code.shown, from: SiegeHouse.home(index)) {
                outcome.codesLetIn += 1
            }
        }
    }

    private func nextDay(_ outcome: inout FloodOutcome, _ progress: (String) -> Void) async throws {
        let tomorrow = siege.base.civilTime.day(of: siege.clock.now()).adding(days: 1)
        siege.clock.set(siege.base.civilTime.instant(of: tomorrow, minutes: 1))
        while try await worker.second() > 0 { siege.clock.advance(.seconds(1)) }
        siege.clock.set(max(siege.clock.now(), siege.base.schedule.cutOff(on: tomorrow)))
        let printed = try await FloodPost(siege.base).printDue()
        outcome.days.append(try await FloodPost(siege.base).day(tomorrow, printed: printed.values.map(\.count).reduce(0, +)))
        progress("the next day's letters are printed")
    }

    /// Lets forty-one days pass and tidies; how many rows went, and the longest single round, seconds.
    package func tidy() async throws -> (rows: Int, longest: Double, rounds: Int) {
        siege.clock.advance(.days(41))
        let tidy = Housekeeping(siege.base)
        var (rows, longest, rounds) = (0, Duration.zero, 0)
        while true {
            let started = ContinuousClock.now
            let count = try await tidy()
            longest = max(longest, ContinuousClock.now - started)
            rounds += 1
            rows += count
            if count == 0 { break }
        }
        return (rows, Double(longest.components.attoseconds) / 1e18 + Double(longest.components.seconds), rounds)
    }
}
