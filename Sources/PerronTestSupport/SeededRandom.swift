import PerronDomain
import Synchronization

/// The same bytes for the same seed (SplitMix64), so that a test which fails fails again.
package final class SeededRandom: RandomSource {
    private let state: Mutex<UInt64>

    package init(seed: UInt64 = 7) {
        state = Mutex(seed)
    }

    package func bytes(_ count: Int) -> [UInt8] {
        state.withLock { state in
            var bytes: [UInt8] = []
            while bytes.count < count {
                state &+= 0x9E37_79B9_7F4A_7C15
                var mixed = state
                mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
                mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
                mixed ^= mixed >> 31
                bytes += (0..<8).map { UInt8(truncatingIfNeeded: mixed >> (8 * $0)) }
            }
            return Array(bytes.prefix(count))
        }
    }
}
