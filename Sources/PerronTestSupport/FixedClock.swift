import PerronDomain
import Synchronization

/// A clock that stands still until a test moves it. It starts on Tuesday 24 November 2026 at 10:00 in Paris.
package final class FixedClock: TimeSource {
    package static let start = Instant(seconds: 1_795_510_800)

    private let instant: Mutex<Instant>

    package init(_ instant: Instant = FixedClock.start) {
        self.instant = Mutex(instant)
    }

    package func now() -> Instant {
        instant.withLock { $0 }
    }

    package func advance(_ duration: Duration) {
        instant.withLock { $0 = $0.adding(duration) }
    }

    package func set(_ moment: Instant) {
        instant.withLock { $0 = moment }
    }
}
