/// Whether two samples of times can be told apart by their medians, without assuming how times are distributed.
///
/// The interval of the difference is built from order statistics: each median's standard error is the distance between the two order
/// statistics that enclose it, in units of the normal quantile (McKean and Schrader 1984; Price and Bonett, Journal of Statistical
/// Computation and Simulation 72, 2002).
package struct MedianComparison: Sendable {
    /// Milliseconds.
    package let medians: (one: Double, two: Double)
    /// The 95 % interval of `one - two`, milliseconds.
    package let interval: ClosedRange<Double>

    private static let quantile = 1.959964

    /// - Parameters: times in milliseconds, any order; at least 30 of each.
    package init(_ one: [Double], _ two: [Double]) {
        precondition(one.count >= 30 && two.count >= 30, "too few times")
        let (first, second) = (Self.median(one.sorted()), Self.median(two.sorted()))
        medians = (first.median, second.median)
        let error = (first.variance + second.variance).squareRoot()
        let difference = first.median - second.median
        interval = difference - Self.quantile * error...difference + Self.quantile * error
    }

    /// Within ± 0.2 ms, or ± 2 % of the larger median.
    package var isWithinBounds: Bool {
        let bound = max(0.2, 0.02 * max(medians.one, medians.two))
        return interval.lowerBound >= -bound && interval.upperBound <= bound
    }

    /// - Parameter sorted: ascending.
    private static func median(_ sorted: [Double]) -> (median: Double, variance: Double) {
        let count = Double(sorted.count)
        let middle = sorted.count / 2
        let median = sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
        let below = max(0, Int(((count + 1) / 2 - quantile * (count / 4).squareRoot()).rounded()) - 1)
        let error = (sorted[sorted.count - 1 - below] - sorted[below]) / (2 * quantile)
        return (median, error * error)
    }
}
