import PerronDomain

/// How many letters left on a local day, by where they were asked from, and in its month.
package struct LetterDays {
    package enum Source: Hashable, Sendable {
        case all
        case busyNetworks
        case slowLane
        /// All of a month, under its first day.
        case month
        /// That the day's letters are nearly spent was said.
        case dayWarning
        /// The same of the month's, under its first day.
        case monthWarning
        /// By the network's keyed digest.
        case network([UInt8])

        fileprivate var text: String {
            switch self {
            case .all: "all"
            case .busyNetworks: "busyNetworks"
            case .slowLane: "slowLane"
            case .month: "month"
            case .dayWarning: "dayWarning"
            case .monthWarning: "monthWarning"
            case .network(let digest): "network:" + digest.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
            }
        }
    }

    private let tx: any Transaction

    package init(_ tx: any Transaction) {
        self.tx = tx
    }

    /// Holds the day until the transaction ends, so that two workers never share its last letter.
    package func hold(_ day: CalendarDay) throws {
        try tx.execute(
            """
            INSERT INTO letter_day (day, source, letters) VALUES (\(day), \(Source.all.text), 0)
            ON CONFLICT (day, source) DO UPDATE SET letters = letter_day.letters
            """)
    }

    package func letters(_ source: Source, on day: CalendarDay) throws -> Int {
        try tx.first("SELECT letters FROM letter_day WHERE day = \(day) AND source = \(source.text)")?.count("letters") ?? 0
    }

    package func count(_ source: Source, on day: CalendarDay) throws {
        try tx.execute(
            """
            INSERT INTO letter_day (day, source, letters) VALUES (\(day), \(source.text), 1)
            ON CONFLICT (day, source) DO UPDATE SET letters = letter_day.letters + 1
            """)
    }

    /// Deletes up to `limit` counts of days before `day`; how many went.
    package func prune(before day: CalendarDay, limit: Int) throws -> Int {
        try tx.execute(
            """
            DELETE FROM letter_day WHERE (day, source) IN
              (SELECT day, source FROM letter_day WHERE day < \(day) ORDER BY day, source LIMIT \(limit))
            """)
    }
}
