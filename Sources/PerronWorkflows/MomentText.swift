import PerronDomain

/// A moment in local time, as `2026-11-25 14:03`.
package enum MomentText {
    package static func text(_ instant: Instant, _ civilTime: CivilTime) -> String {
        let minutes = civilTime.minutes(of: instant)
        let padded = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
        return "\(civilTime.day(of: instant).iso) \(padded(minutes / 60)):\(padded(minutes % 60))"
    }
}
