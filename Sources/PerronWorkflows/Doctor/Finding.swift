import PerronStorage

/// One thing that was looked at, and how it was found.
package struct Finding: Sendable, Equatable {
    package enum Verdict: String, Sendable, CaseIterable {
        case well
        /// Nothing is lost; somebody should know.
        case notice
        /// A promise is broken.
        case fault
    }

    package enum Topic: Hashable, Sendable {
        case files
        case accounts
        case requests
        case orders
        case letters
        case batches
        case tasks
        case registryImport
        case discrepancy(Discrepancy)
        /// Orders and notices that nobody has in hand.
        case overdue
        /// Orders put off for longer than any retry.
        case putOff
        /// Held by a clock that was ahead.
        case leases
        case clock
        case trail
        case unsealed
        case keys
        case spool
        case engine
        case batchFiles
        case strayBatches
        case leftovers
        /// The mail house's server, or the printer.
        case carrier
        case modes
        case space
        /// The fund's letter to itself.
        case testLetter
    }

    package let topic: Topic
    package let verdict: Verdict
    /// How many, or what, in words; ids at most, never what somebody typed.
    package let found: String

    package init(_ topic: Topic, _ verdict: Verdict, _ found: String) {
        self.topic = topic
        self.verdict = verdict
        self.found = found
    }

    /// A fault, or another verdict, if there are any; well if there are none.
    package init(_ topic: Topic, count: Int, example: String?, else verdict: Verdict = .fault) {
        let example = example.map { ", the first \($0)" } ?? ""
        self.init(topic, count == 0 ? .well : verdict, count == 0 ? "none" : grouped(count) + example)
    }
}
