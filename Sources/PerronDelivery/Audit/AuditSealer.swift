import Logging
import PerronWorkflows
import ServiceLifecycle

/// Seals the audit trail at least every second and keeps its head outside the database. Several may run: one holds the lease.
package struct AuditSealer: Service {
    private let seal: SealAuditTrail
    private let head: AuditHeadFile
    private let loop: WorkLoop

    package init(_ base: Foundations, head: AuditHeadFile, logger: Logger) {
        seal = SealAuditTrail(base)
        self.head = head
        loop = WorkLoop(signal: nil, interval: .seconds(1), logger: logger, failure: "sealing the audit trail failed, will be tried again")
    }

    package func run() async throws {
        await loop.run { _ = try await runOnce() }
        // What the last requests wrote while the others stopped.
        if !Task.isCancelled { _ = try await runOnce() }
    }

    /// Until everything is sealed; how many events were.
    @discardableResult
    package func runOnce() async throws -> Int {
        var count = 0
        while let sealed = try await seal() {
            try head.write(sealed.head)
            count += sealed.count
        }
        return count
    }
}
