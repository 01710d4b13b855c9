import Foundation
import PerronDomain

/// The machine's clock; one of the two places in the repository that ask it.
struct SystemClock: TimeSource {
    func now() -> Instant {
        Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
    }
}
