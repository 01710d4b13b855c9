import FoundationEssentials

/// The fund's local time: which day and hour an instant is, and back. The zone comes from the settings.
package struct CivilTime: Sendable {
    private let timeZone: TimeZone

    package init(timeZone: TimeZone) {
        self.timeZone = timeZone
    }

    package func day(of instant: Instant) -> CalendarDay {
        CalendarDay(dayNumber: Int(floorDivide(localSeconds(instant), 86_400)))
    }

    /// Minutes since local midnight, 0 … 1439.
    package func minutes(of instant: Instant) -> Int {
        let seconds = localSeconds(instant)
        return Int(seconds - floorDivide(seconds, 86_400) * 86_400) / 60
    }

    /// The instant at which the local clock shows `minutes` past midnight of `day`; at a change of hour, the first that fits. An hour
    /// that is left out counts as if the clock had not been put forward.
    package func instant(of day: CalendarDay, minutes: Int) -> Instant {
        let local = Int64(day.dayNumber) * 86_400 + Int64(minutes) * 60
        let (before, after) = (offset(at: Instant(seconds: local - 86_400)), offset(at: Instant(seconds: local + 86_400)))
        let fitting = [before, after].map { Instant(seconds: local - $0) }.filter { localSeconds($0) == local }
        return fitting.min() ?? Instant(seconds: local - before)
    }

    /// The last instant of `day`, one millisecond before the next begins.
    package func end(of day: CalendarDay) -> Instant {
        Instant(milliseconds: instant(of: day.adding(days: 1), minutes: 0).milliseconds - 1)
    }

    private func localSeconds(_ instant: Instant) -> Int64 {
        floorDivide(instant.milliseconds, 1000) + offset(at: instant)
    }

    private func offset(at instant: Instant) -> Int64 {
        Int64(timeZone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant.milliseconds) / 1000)))
    }
}

private func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
    let quotient = value / divisor
    return value % divisor < 0 ? quotient - 1 : quotient
}
