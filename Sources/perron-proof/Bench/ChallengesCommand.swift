import ArgumentParser
import PerronDomain
import PerronSecrets
import PerronTestSupport
import PerronWorkflows

/// Robot checks as so many request pages would have offered them, each to a network of its own, solved beforehand at the easiest
/// difficulty: what the server does with one costs the same at any.
struct ChallengesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "challenges", abstract: "Prints lines of an address, a challenge and its solution, for a server with this master key.")

    @Option var count: Int
    @Option(help: "The master key, 64 hexadecimal characters.") var key: String
    @Option(help: "When the pages were opened, in milliseconds since 1970.") var openedAt: Int64

    func run() throws {
        let keys = SecretKeys(current: try MasterKey(configured: key))
        var limits = Portal.limits.robot
        // As many as every page offers, and so as many to check.
        limits.puzzles = Limits().robot.puzzles
        let work = ProofOfWork(keys: keys, random: SystemRandom(), limits: limits)
        let networks = KeyedDigest(keys: keys, purpose: .network)
        for index in 0..<count {
            // The last byte tells no networks apart: IPv4 counts by /24.
            let bytes = [UInt8(11 + index >> 16), UInt8(index >> 8 & 255), UInt8(index & 255), 7]
            guard let network = Network(packed: bytes) else { continue }
            let challenge = work.challenge(
                form: RobotCheck.Form.access.rawValue, network: networks.text(of: network.text), recentFromNetwork: 0,
                now: Instant(milliseconds: openedAt))
            let proof = SolvedProof.of(challenge.text, difficulty: challenge.difficulty, count: challenge.count)
            print(bytes.map(String.init).joined(separator: "."), challenge.text, proof)
        }
    }
}
