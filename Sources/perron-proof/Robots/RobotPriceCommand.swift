import ArgumentParser
import Foundation
import PerronDomain
import PerronSecrets

/// What the robot check costs: how many hashes it asks, and how long this machine's processor works on them in native code.
struct RobotPriceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "robot-price", abstract: "Prints the price of the robot check as JSON: hashes asked, hashes per CPU second.")

    @Option(help: "How many challenges to solve for the measurement.")
    var challenges = 40

    func run() throws {
        let limits = Limits.Robot()
        let price = RobotPrice(limits)
        let rate = try HashRate.measured(challenges: challenges, limits: limits)
        let loads = [0, 21, 41, 81, 161, 321, 641].map { recent in
            Load(
                recent: recent, hashes: price.meanHashes(recentFromNetwork: recent),
                seconds: price.meanHashes(recentFromNetwork: recent) / rate.hashesPerSecond)
        }
        let report = Report(
            difficulty: limits.difficulty, puzzles: limits.puzzles, mean: price.meanHashes(), p99: price.hashes(inShare: 0.99),
            hashesPerSecond: rate.hashesPerSecond, loads: loads)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        print(String(decoding: try encoder.encode(report), as: UTF8.self))
    }

    private struct Report: Encodable {
        let difficulty: Int
        let puzzles: Int
        let mean: Double
        let p99: Double
        let hashesPerSecond: Double
        let loads: [Load]
    }

    private struct Load: Encodable {
        /// From so many requests of one network in ten minutes on.
        let recent: Int
        let hashes: Double
        /// CPU seconds for one request.
        let seconds: Double
    }
}

/// How fast one core works through challenges in native code: what a flooder pays, unless they own graphics cards.
struct HashRate {
    /// In a second of CPU time, not of the clock.
    let hashesPerSecond: Double

    static func measured(challenges: Int, limits: Limits.Robot) throws -> HashRate {
        let keys = SecretKeys(current: try MasterKey(bytes: [UInt8](repeating: 7, count: MasterKey.length)))
        let proofs = ProofOfWork(keys: keys, random: SystemRandom(), limits: limits)
        let network = String(repeating: "0", count: 64)
        let asked = (0..<challenges).map { _ in
            proofs.challenge(form: "access", network: network, recentFromNetwork: 0, now: Instant(seconds: 1_795_510_800))
        }
        let begun = clock()
        let hashes = asked.flatMap { ProofOfWork.solve($0).split(separator: ",") }.reduce(0) { $0 + (Double($1) ?? 0) + 1 }
        return HashRate(hashesPerSecond: hashes * Double(CLOCKS_PER_SEC) / Double(clock() - begun))
    }
}
