import ArgumentParser
import PerronDomain
import PerronPages
import PerronTestSupport

/// Whether the time that an answer takes tells whose number was typed.
struct TimingCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "timing", abstract: "Known and unknown numbers in random order: the difference of their median times.")

    @Option(help: "Numbers of each kind that are asked for.") var requests = 10_000
    @Option(help: "Sign-ins of an open space and of nobody's number, while nothing else runs.") var signIns = 10_000
    @Option(help: "Of each other kind, and of these while the worker runs.") var others = 2_000

    enum Company: String, ExpressibleByArgument, CaseIterable {
        case nothing, worker
    }

    @Option(help: "Measure only while nothing else runs, or only while the worker does.") var besides: Company?

    func run() async throws {
        var report = Report()
        report.say(
            "The whole product behind its router, in one process: middleware, forms, workflows, SQLite on disk, Argon2id of 19 MiB, pages; without "
                + "sockets, whose noise would only hide what a remote attacker could add up. Each number is typed once; known and unknown ones come in "
                + "random order. The interval is that of the difference of medians (order statistics); it must lie within ± 0.2 ms, or ± 2 % of the "
                + "median.\n")
        if besides != .worker { try await compare(whileWorking: false, signIns: signIns, &report) }
        if besides != .nothing { try await compare(whileWorking: true, signIns: min(signIns, others), &report) }
        try report.end()
    }

    /// One comparison: two kinds of numbers, and what is timed of each visit.
    private struct Errand {
        let names: [String]
        let count: Int
        let one: TimingGround.Kind
        let two: TimingGround.Kind
        let visit: @Sendable (TimedVisit, FileNumber, TimingGround.Kind) async throws -> [Double]
    }

    private func compare(whileWorking: Bool, signIns: Int, _ report: inout Report) async throws {
        let ground = try await TimingGround(asked: requests, signIns: max(signIns, others))
        let work = whileWorking ? Task { try await ground.portal.work() } : nil
        var rows: [[String]] = []
        var comparisons: [(String, MedianComparison)] = []
        var dealer = Dealer()
        try await warmUp(ground, &dealer)
        for errand in errands(signIns: signIns) {
            let times = try await measure(errand, on: ground, &dealer)
            for (index, name) in errand.names.enumerated() {
                let comparison = MedianComparison(times.one.map { $0[index] }, times.two.map { $0[index] })
                comparisons.append((name, comparison))
                rows.append([name, "\(errand.count)"] + figures(comparison))
            }
        }
        work?.cancel()
        try await work?.value
        report.say("## \(whileWorking ? "While the worker runs" : "While nothing else runs")\n")
        report.table(["answer", "of each", "median, ms", "of the others", "95 % interval of the difference, ms"], rows)
        for (name, comparison) in comparisons {
            name == Self.control
                ? report.expect(!comparison.isWithinBounds, "\(name): found out") : report.expect(comparison.isWithinBounds, name)
        }
        report.say("")
    }

    private static let control = "a follow-up page made half a millisecond slower on purpose"

    private func errands(signIns: Int) -> [Errand] {
        let signIn: @Sendable (TimedVisit, FileNumber, TimingGround.Kind) async throws -> [Double] = { visit, number, kind in
            try await visit.signIn(number, kind == .beforeCutOff ? TimingGround.password : TimingGround.wrongPassword)
        }
        return [
            Errand(
                names: ["request: somebody's and nobody's", "channel: the same", "follow-up page right after it: the same"],
                count: requests, one: .asked, two: .unknown
            ) { visit, number, _ in try await visit.request(number) },
            Errand(names: ["sign-in: open and nobody's"], count: signIns, one: .open, two: .unknown, visit: signIn),
            Errand(names: ["sign-in: never opened and nobody's"], count: others, one: .neverOpened, two: .unknown, visit: signIn),
            Errand(names: ["sign-in: deceased and nobody's"], count: others, one: .deceased, two: .unknown, visit: signIn),
            Errand(
                names: ["sign-in: right, but from before the cut-off, and nobody's"], count: others, one: .beforeCutOff, two: .unknown,
                visit: signIn),
            Errand(
                names: ["expired code: open and never opened", "renewal: the same"], count: others, one: .renewsOpen, two: .renewsUnopened
            ) { visit, number, _ in try await visit.renew(number) },
            Errand(names: [Self.control], count: others, one: .asked, two: .unknown) { visit, _, kind in
                let started = ContinuousClock.now
                try await visit.browser.open(.followUp)
                let answered = ContinuousClock.now
                if kind == .asked { while ContinuousClock.now - answered < .microseconds(500) {} }
                return [(ContinuousClock.now - started).inSeconds * 1000]
            },
        ]
    }

    private func measure(
        _ errand: Errand, on ground: TimingGround, _ dealer: inout Dealer
    ) async throws -> (one: [[Double]], two: [[Double]]) {
        var times: (one: [[Double]], two: [[Double]]) = ([], [])
        for isFirst in dealer.order(of: errand.count) {
            let kind = isFirst ? errand.one : errand.two
            let index = isFirst ? times.one.count : times.two.count
            let number = kind == .unknown ? dealer.unknownNumber() : kind.number(index)
            let taken = try await errand.visit(TimedVisit(ground, from: dealer.network()), number, kind)
            if isFirst { times.one.append(taken) } else { times.two.append(taken) }
        }
        return times
    }

    /// What is done for the first time takes longer.
    private func warmUp(_ ground: TimingGround, _ dealer: inout Dealer) async throws {
        for _ in 0..<100 {
            _ = try await TimedVisit(ground, from: dealer.network()).request(dealer.unknownNumber())
            _ = try await TimedVisit(ground, from: dealer.network()).signIn(dealer.unknownNumber(), TimingGround.wrongPassword)
        }
    }

    private func figures(_ comparison: MedianComparison) -> [String] {
        [
            comparison.medians.one.text(3), comparison.medians.two.text(3),
            "\(comparison.interval.lowerBound.text(3)) … \(comparison.interval.upperBound.text(3))",
        ]
    }
}
