import ArgumentParser
import Crypto
import Foundation
import PerronDomain
import PerronSecrets

/// What the robot check costs: how many hashes it asks, and how long a core of this machine works on them at least.
struct RobotPriceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "robot-price", abstract: "Prints the price of the robot check as JSON: hashes asked, hashes per CPU second.")

    func run() throws {
        let limits = Limits.Robot()
        let price = RobotPrice(limits)
        let rate = HashRate.measured()
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

/// How fast one core does SHA-256 in the best native code at hand, block after block without a pause: no program of a flooder's is faster on
/// it, so what is worked out from this is the least that a flood costs.
struct HashRate {
    /// Blocks of 64 bytes in a second of CPU time, not of the clock. The check's hashes are one block each.
    let hashesPerSecond: Double

    static func measured(mebibytes: Int = 512) -> HashRate {
        let mebibyte = [UInt8](repeating: 7, count: 1 << 20)
        var hash = SHA256()
        let begun = clock()
        for _ in 0..<mebibytes { hash.update(data: mebibyte) }
        _ = hash.finalize()
        return HashRate(hashesPerSecond: Double(mebibytes << 14) * Double(CLOCKS_PER_SEC) / Double(clock() - begun))
    }
}
