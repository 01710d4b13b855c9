/// The refused lines of one export, summed up by reason.
package struct RegistryFaultTally: Equatable, Sendable {
    /// How many of a reason's lines are named.
    package static let named = 5

    package struct Entry: Equatable, Sendable {
        package var count = 0
        /// The first ones.
        package var lines: [Int] = []
    }

    package private(set) var entries: [RegistryFault.Reason: Entry] = [:]
    /// Lines, each once however many faults it has.
    package private(set) var lines = 0

    package init() {}

    /// - Parameter faults: all those of one line.
    package mutating func count(_ faults: [RegistryFault]) {
        lines += 1
        for fault in faults {
            entries[fault.reason, default: Entry()].count += 1
            if entries[fault.reason]!.lines.count < Self.named { entries[fault.reason]!.lines.append(fault.line) }
        }
    }

    /// The most frequent first.
    package var ordered: [(reason: RegistryFault.Reason, entry: Entry)] {
        entries.map { (reason: $0.key, entry: $0.value) }
            .sorted { ($1.entry.count, $0.reason.rawValue) < ($0.entry.count, $1.reason.rawValue) }
    }
}
