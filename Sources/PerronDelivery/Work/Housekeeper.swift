import Logging
import PerronStorage
import PerronWorkflows
import ServiceLifecycle

/// Tidies away what has run out, and reminds of what is about to, every few minutes, in one process at a time.
package struct Housekeeper: Service {
    private let tidy: Housekeeping
    private let remind: RemindOfCodes
    private let lease: TakeLease
    private let loop: WorkLoop

    package init(_ base: Foundations, logger: Logger) {
        tidy = Housekeeping(base)
        remind = RemindOfCodes(base)
        lease = TakeLease(base, name: .housekeeping)
        loop = WorkLoop(signal: nil, interval: .seconds(300), logger: logger, failure: "housekeeping failed, will be tried again")
    }

    package func run() async throws {
        await loop.run { _ = try await runOnce() }
    }

    /// Until nothing is left to tidy, nor anybody to be reminded; how many rows and codes there were.
    @discardableResult
    package func runOnce() async throws -> Int {
        var count = 0
        while !Task.isShuttingDownGracefully, try await lease(for: .seconds(60)) {
            let tidied = try await tidy() + remind()
            count += tidied
            if tidied == 0 { break }
        }
        return count
    }
}
