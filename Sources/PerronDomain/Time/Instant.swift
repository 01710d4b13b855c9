/// A moment, in whole milliseconds since 1970-01-01T00:00:00Z. Stored as it is in a BIGINT, so both engines compare it alike.
package struct Instant: Hashable, Sendable {
    package let milliseconds: Int64

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    package init(seconds: Int64) {
        self.init(milliseconds: seconds * 1000)
    }

    package func adding(_ duration: Duration) -> Instant {
        Instant(milliseconds: milliseconds + duration.wholeMilliseconds)
    }

    package func subtracting(_ duration: Duration) -> Instant {
        Instant(milliseconds: milliseconds - duration.wholeMilliseconds)
    }

    package static func - (later: Instant, earlier: Instant) -> Duration {
        .milliseconds(later.milliseconds - earlier.milliseconds)
    }
}

extension Instant: Comparable {
    package static func < (left: Instant, right: Instant) -> Bool {
        left.milliseconds < right.milliseconds
    }
}

extension Instant {
    /// Whether what was counted at this moment counts at `now`. A little ahead of it lies what another transaction counted that read the
    /// clock later and was quicker, and what a node counted whose clock is fast. What lies further ahead was counted before the clock was
    /// stepped back: waiting for it to pass would lock everybody out.
    package func counts(at now: Instant) -> Bool {
        self <= now.adding(.minutes(1))
    }
}

extension Duration {
    package var wholeMilliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }

    package var wholeSeconds: Int64 { components.seconds }

    package static func minutes(_ count: Int) -> Duration { .seconds(count * 60) }

    package static func hours(_ count: Int) -> Duration { .seconds(count * 3600) }

    package static func days(_ count: Int) -> Duration { .seconds(count * 86_400) }
}

/// Where the time comes from: the system's clock in production, a fixed one in tests. Rules never see it; they take `now`.
package protocol TimeSource: Sendable {
    func now() -> Instant
}

/// Where chance comes from: the system in production, a seeded sequence in tests.
package protocol RandomSource: Sendable {
    /// `count` unpredictable bytes (0 … 1 MiB).
    func bytes(_ count: Int) -> [UInt8]
}
