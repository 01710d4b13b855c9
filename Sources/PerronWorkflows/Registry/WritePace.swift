import PerronStorage

/// Keeps an import from holding the store for itself: each write is small, and between two writes whoever waits gets a turn.
struct WritePace {
    /// What one write should last. The promise is 100 ms (no sign-in waits longer), also on a machine that has other things to do. Where only
    /// those wait who want the very same rows, it may be more.
    private let aim: Duration

    /// What is left to those who wait and can't say so, such as a copy being made by SQLite's own program: they ask again at growing
    /// intervals, so what lets them in is the share of time during which nobody writes.
    private static let share = 8

    /// After so long of letting others go first, it is the import's turn.
    private static let courtesy: Duration = .milliseconds(50)

    private(set) var rows: Int
    private let range: ClosedRange<Int>

    /// - Parameter rows: what a transaction should hold; it begins with a tenth of them, and takes at most four times as many where the
    ///   machine is fast enough, sixteen times where it is in nobody's way.
    init(rows: Int, in dialect: Dialect) {
        aim = dialect.hasOneWriter ? .milliseconds(20) : .milliseconds(50)
        range = max(1, rows / 10)...max(1, rows) * (dialect.hasOneWriter ? 4 : 16)
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
        guard database.dialect.hasOneWriter else { return took }
        try await Task.sleep(for: max(.milliseconds(1), took / share), clock: clock)
        while database.isSomebodyWaiting, clock.now - ended < courtesy {
            try await Task.sleep(for: .milliseconds(1), clock: clock)
        }
        return took
    }

    /// - Parameter took: how long a write of `rows` rows has taken.
    mutating func adjust(to took: Duration) {
        if took > aim {
            rows = max(range.lowerBound, rows / 2)
        } else if took < aim / 2 {
            rows = min(range.upperBound, rows * 5 / 4 + 1)
        }
    }
}
