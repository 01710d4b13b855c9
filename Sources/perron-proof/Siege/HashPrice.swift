import PerronDomain
import PerronSecrets
import PerronTestSupport

/// What a hash of the proof of work costs: measured by solving challenges as the product gives them out.
struct HashPrice {
    /// Hashes in a second of one core.
    let perSecond: Double

    init() throws {
        let work = ProofOfWork(keys: PostHouse.keys(1), random: SeededRandom(), limits: Limits.Robot())
        let now = FixedClock.start
        let challenges = (0..<20).map { _ in work.challenge(form: "access", network: "00", recentFromNetwork: 0, now: now) }
        var hashes = 0
        let started = ContinuousClock.now
        for challenge in challenges {
            // Of each puzzle the nonces from 0 to the one that was found were tried.
            hashes += ProofOfWork.solve(challenge).split(separator: ",").compactMap { Int($0) }.map { $0 + 1 }.reduce(0, +)
        }
        perSecond = Double(hashes) / (ContinuousClock.now - started).inSeconds
    }

    func hours(_ hashes: Double) -> Double { hashes / perSecond / 3600 }
}
