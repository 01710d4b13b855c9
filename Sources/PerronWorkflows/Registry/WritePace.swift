import PerronStorage

/// Keeps an import from holding the store for itself: each write is small, and between two writes whoever waits gets a turn.
struct WritePace {
    /// What one write should last. The promise is 100 ms (no sign-in waits longer), also on a machine that has other things to do.
    private static let aim: Duration = .milliseconds(20)

    /// What is left to those who wait and can't say so, such as a copy being made by SQLite's own program: they ask again at growing
    /// intervals, so what lets them in is the share of time during which nobody writes.
    private static let share = 8

    /// After so long of letting others go first, it is the import's turn.
    private static let courtesy: Duration = .milliseconds(50)

    private(set) var rows: Int
    private let range: ClosedRange<Int>

    /// - Parameter rows: what a transaction should hold; it begins with a tenth of them, and takes at most four times as many where the
    ///   machine is fast enough.
    init(rows: Int) {
        range = max(1, rows / 10)...max(1, rows) * 4
        self.rows = range.lowerBound
    }

    /// One write, and the pause behind it for as long as somebody waits.
    /// - Returns: how long the write itself took.
    static func write(to database: any Database, _ body: () async throws -> Void) async throws -> Duration {
        let clock = ContinuousClock()
        let started = clock.now
        try await body()
        let ended = clock.now
        let took = ended - started
        try await Task.sleep(for: max(.milliseconds(1), took / share), clock: clock)
        while database.isSomebodyWaiting, clock.now - ended < courtesy {
            try await Task.sleep(for: .milliseconds(1), clock: clock)
        }
        return took
    }

    /// - Parameter took: how long a write of `rows` rows has taken.
    mutating func adjust(to took: Duration) {
        if took > WritePace.aim {
            rows = max(range.lowerBound, rows / 2)
        } else if took < WritePace.aim / 2 {
            rows = min(range.upperBound, rows * 5 / 4 + 1)
        }
    }
}
