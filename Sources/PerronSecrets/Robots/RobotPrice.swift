import Foundation
import PerronDomain

/// What a challenge costs whoever solves it, in hashes: the one place that the page's promise and a flood's bill are worked out from.
package struct RobotPrice: Sendable {
    private let limits: Limits.Robot

    package init(_ limits: Limits.Robot) {
        self.limits = limits
    }

    /// SHA-256 on average: each puzzle takes 2^difficulty tries.
    /// - Parameter recent: the network's requests in the last ten minutes.
    package func meanHashes(recentFromNetwork recent: Int = 0) -> Double {
        Double(limits.puzzles) * oneIn(recent)
    }

    /// So many in all but a share of the cases. After m tries the puzzles solved are Poisson distributed with mean m / 2^difficulty, as
    /// near as matters here.
    /// - Parameter share: such as 0.99.
    package func hashes(inShare share: Double, recentFromNetwork recent: Int = 0) -> Double {
        var (low, high) = (0.0, 64 + 8 * Double(limits.puzzles))
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if chanceOfFewer(than: limits.puzzles, mean: middle) > 1 - share { low = middle } else { high = middle }
        }
        return high * oneIn(recent)
    }

    private func oneIn(_ recent: Int) -> Double {
        Double(1 << ProofOfWork.difficulty(limits, forRecentFromNetwork: recent))
    }

    /// e^-mean · Σ mean^k / k! for k below `count`.
    private func chanceOfFewer(than count: Int, mean: Double) -> Double {
        var term = exp(-mean)
        var sum = 0.0
        for k in 0..<count {
            sum += term
            term *= mean / Double(k + 1)
        }
        return sum
    }
}
