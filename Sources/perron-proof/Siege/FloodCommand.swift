import ArgumentParser
import Foundation
import PerronDomain
import PerronTestSupport

/// A flood of requests, with members among them.
struct FloodCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flood", abstract: "An hour of requests for sequential numbers on the moved clock, with members among them.")

    @Option(help: "Requests of the flood.") var requests = 1_000_000
    @Option(help: "Its networks.") var networks = 1_000
    @Option(help: "Members with numbers that it does not ask for; half want an e-mail, half a letter.") var members = 200
    @Option(help: "Orders of each lane that the worker handles in a second.") var ordersPerSecond = 100
    @Option(help: "Letters of the fund in a day.") var budget = 2_000

    func run() async throws {
        var scale = Flood.Scale()
        (scale.requests, scale.networks, scale.members) = (requests, networks, members)
        (scale.ordersPerSecond, scale.dailyBudget) = (ordersPerSecond, budget)
        let flood = try await Flood(scale)
        let before = try databaseBytes(flood)
        let started = ContinuousClock.now
        let outcome = try await flood { FileHandle.standardError.write(Data("  \($0)\n".utf8)) }
        let seconds = (ContinuousClock.now - started).inSeconds
        var report = Report()
        try tell(outcome, seconds: seconds, before: before, after: databaseBytes(flood), &report)
        let tidied = try await flood.tidy()
        report.say(
            "\nForty-one days later housekeeping deleted \(tidied.rows) rows in \(tidied.rounds) rounds, the longest "
                + "\((tidied.longest * 1000).text(0)) ms of several transactions.")
        try report.end()
    }

    private func tell(
        _ outcome: FloodOutcome, seconds: Double, before: Double, after: Double, _ report: inout Report
    ) throws {
        let price = try HashPrice()
        report.say(
            "\(outcome.requests) requests (both forms' workflows, durable) for sequential numbers, \(outcome.files) of them somebody's, from "
                + "\(networks) networks in one hour on the moved clock; \(members) members on networks of their own, and \(outcome.shared) more whose numbers "
                + "the flood asks for too. Robot checks are solved at difficulty 1. The worker handles at most \(ordersPerSecond) orders a second "
                + "in each lane.\n")
        report.table(["", ""], try figures(outcome, price, seconds: seconds, before: before, after: after))
        let rows = outcome.days.enumerated().map { index, day in
            [
                "\(index + 1)", "\(day.letters)", "\(day.fromBusyNetworks)", "\(day.mostFromOneNetwork)", "\(day.printed)", "\(day.held)",
            ]
        }
        report.table(["day", "letters", "from busy networks", "most from one network", "printed", "held for later days"], rows)
        expectations(outcome, &report)
    }

    private func figures(
        _ outcome: FloodOutcome, _ price: HashPrice, seconds: Double, before: Double, after: Double
    ) throws -> [[String]] {
        let delays = outcome.emailDelays.sorted()
        return [
            ["wall time of the hour, its post and the next day", "\(seconds.text(0)) s"],
            ["requests in a second of it, worker included", "\((Double(outcome.requests) / seconds).text(0))"],
            ["requests taken, not taken", "\(outcome.taken), \(outcome.notTaken)"],
            ["hashes that they cost at the default difficulty", outcome.hashes.text(0)],
            ["CPU hours of one core at \((price.perSecond / 1e6).text(2)) million hashes a second", price.hours(outcome.hashes).text(1)],
            ["orders that waited at the end of the hour", "\(outcome.backlog)"],
            ["gone after", "\(outcome.backlogSeconds) s"],
            ["members' e-mails: median, longest wait", "\(delays.isEmpty ? 0 : delays[delays.count / 2]) s, \(delays.last ?? 0) s"],
            ["database before, after", "\((before / 1e6).text(0)) MB, \((after / 1e6).text(0)) MB"],
            ["resident memory at its highest", try Self.highestMemory() ?? "unknown"],
        ]
    }

    private func expectations(_ outcome: FloodOutcome, _ report: inout Report) {
        report.expect(
            outcome.days.allSatisfy { $0.letters <= outcome.budget }, "letters of each day are within the budget of \(outcome.budget)")
        report.expect(outcome.membersTurnedAway == 0, "no member was turned away")
        report.expect(
            outcome.emailDelays.count == outcome.emailMembers && outcome.emailDelays.allSatisfy { $0 <= 300 },
            "all \(outcome.emailMembers) members who wanted an e-mail had it within five minutes")
        report.expect(
            outcome.lettersSameDay == outcome.letterMembers,
            "all \(outcome.letterMembers) members who wanted a letter stand in a batch of that day")
        report.expect(
            outcome.sharedServed == outcome.shared,
            "all \(outcome.shared) members whose numbers the flood asked for too hold a live code that evening: \(outcome.sharedByOwnRequest) by their "
                + "own request, the others by what the flood had sent them")
        report.expect(outcome.codesLetIn == outcome.codesTyped, "each of the \(outcome.codesTyped) codes that were typed let its member in")
    }

    /// The file and what has not been written back to it.
    private func databaseBytes(_ flood: Flood) throws -> Double {
        try [flood.databasePath, flood.databasePath + "-wal"].filter { FileManager.default.fileExists(atPath: $0) }.map { path in
            (try FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber)?.doubleValue ?? 0
        }.reduce(0, +)
    }

    private static func highestMemory() throws -> String? {
        let line = try String(contentsOfFile: "/proc/self/status", encoding: .utf8).split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return line.flatMap { $0.split(separator: " ").dropFirst().first }.flatMap { Double($0) }.map { "\(($0 / 1024).text(0)) MiB" }
    }
}
