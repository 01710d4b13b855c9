/// Whether the fund's share of failed sign-ins has left its usual band: what tells of one password tried on very many numbers, of which no
/// number and perhaps no network sees more than a few tries. Pure: from counts that name nobody.
///
/// A control chart for shares whose spread is measured, not assumed: Laney, « Improved Control Charts for Attributes », Quality Engineering
/// 14 (2002). Both the share and its spread are medians of the past, which an attack of a few days can't move.
package struct SignInAlarm: Sendable {
    /// Sign-ins of one stretch of time.
    package struct Tally: Equatable, Sendable {
        package let tries: Int
        package let failures: Int

        package init(tries: Int, failures: Int) {
            self.tries = tries
            self.failures = failures
        }

        package static func + (one: Tally, other: Tally) -> Tally {
            Tally(tries: one.tries + other.tries, failures: one.failures + other.failures)
        }

        fileprivate var share: Double { Double(failures) / Double(tries) }
    }

    /// What is counted together. Looked at beside a whole day, in which a slower spraying shows.
    package static let window: Duration = .minutes(10)
    /// How far back the usual is learnt from.
    package static let memory: Duration = .days(28)

    /// A fund without a past is taken for one where so many fail, for as many days as this.
    private static let firstShare = 0.3
    private static let firstDays = 7
    /// The spread is learnt from stretches that tell something.
    private static let tellingTries = 20
    /// The median of the square of a standard normal variable.
    private static let medianSquare = 0.4549

    private let limits: Limits.SignIn

    package init(limits: Limits.SignIn) {
        self.limits = limits
    }

    /// - Parameters:
    ///   - past: stretches as long as `present`, in any order.
    ///   - share: the `usualShare`.
    package func isUnusual(_ present: Tally, past: [Tally], share: Double) -> Bool {
        guard present.failures >= limits.alarmFailures else { return false }
        return Double(present.failures) > highest(of: present.tries, past: past, share: share)
    }

    /// The share of failures on a day in the middle; 0.05 … 0.95.
    /// - Parameter days: whole days of the past, in any order.
    package func usualShare(days: [Tally]) -> Double {
        let shares = days.filter { $0.tries > 0 }.map(\.share)
        let unknown = [Double](repeating: SignInAlarm.firstShare, count: max(0, SignInAlarm.firstDays - shares.count))
        return min(max((shares + unknown).median, 0.05), 0.95)
    }

    /// How many failures of so many tries are still usual.
    private func highest(of tries: Int, past: [Tally], share: Double) -> Double {
        let variance = share * (1 - share)
        let squares = past.filter { $0.tries >= SignInAlarm.tellingTries }.map { stretch in
            let distance = Double(stretch.failures) - Double(stretch.tries) * share
            return distance * distance / (Double(stretch.tries) * variance)
        }
        let spread = squares.isEmpty ? 1 : max(1, squares.median / SignInAlarm.medianSquare)
        return Double(tries) * share + Double(limits.alarmDeviations) * (Double(tries) * variance * spread).squareRoot()
    }
}

extension [Double] {
    /// Of an array that isn't empty.
    fileprivate var median: Double {
        let sorted = sorted()
        return count.isMultiple(of: 2) ? (sorted[count / 2 - 1] + sorted[count / 2]) / 2 : sorted[count / 2]
    }
}
