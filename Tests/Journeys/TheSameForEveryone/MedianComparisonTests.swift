import PerronDomain
import PerronTestSupport
import Testing

/// The statistic of the proof `uniform`, on made-up times; no test measures time.
struct MedianComparisonTests {
    private let random = SeededRandom()

    @Test func `times of the same kind lie within the bounds, at ten thousand each`() {
        let comparison = MedianComparison(times(10_000), times(10_000))

        #expect(comparison.isWithinBounds)
        #expect(comparison.interval.contains(0))
        #expect((2.9...3.1).contains(comparison.medians.one))
    }

    @Test(arguments: [0.3, -0.3])
    func `a third of a millisecond more or less for one kind is found out`(more: Double) {
        let comparison = MedianComparison(times(10_000, more: more), times(10_000))

        #expect(!comparison.isWithinBounds)
        #expect(!comparison.interval.contains(0))
        #expect(comparison.interval.contains(more))
    }

    @Test func `two per cent of a sign-in may differ, four may not`() {
        #expect(MedianComparison(times(10_000, from: 15, more: 0.1), times(10_000, from: 15)).isWithinBounds)
        #expect(!MedianComparison(times(10_000, from: 15, more: 0.7), times(10_000, from: 15)).isWithinBounds)
    }

    @Test func `too few times tell nothing: their interval is wide`() {
        #expect(!MedianComparison(times(30), times(30)).isWithinBounds)
    }

    @Test func `of two hundred comparisons of the same kind about one in twenty misses the truth`() {
        let hits = (0..<200).count { _ in MedianComparison(times(400), times(400)).interval.contains(0) }

        #expect((180...199).contains(hits))
    }

    /// Skewed as times are: some come much later, none much earlier.
    private func times(_ count: Int, from least: Double = 2, more: Double = 0) -> [Double] {
        (0..<count).map { _ in
            let bytes = random.bytes(4)
            let share = (Double(bytes[0]) + Double(bytes[1]) * 256 + Double(bytes[2]) * 65_536 + 0.5) / 16_777_216
            // The median of share / (1 - share) is 1; its mean does not exist.
            return least + more + share / (1 - share)
        }
    }
}
