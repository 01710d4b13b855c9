import PerronDomain
import PerronStorage

/// What is recorded of a batch while its carrier is away, or has it without having confirmed it. Its letters stay encrypted in the spool.
package struct WaitForCarrier: Sendable {
    /// How long a carrier may be away before a person is told.
    package static let patience: Duration = .hours(1)

    private let base: Foundations
    private let handOver: HandOverBatch

    package init(_ base: Foundations) {
        self.base = base
        handOver = HandOverBatch(base)
    }

    /// The carrier can't be used now: it is asked again, after pauses that grow.
    /// - Parameter trouble: as the carrier tells it.
    package func putOff(_ batch: LetterBatch, because trouble: String) async throws {
        let now = base.clock.now()
        let since = min(batch.failingSince ?? now, now)
        try await base.database.write { tx in
            try LetterBatches(tx).putOff(
                batch.id, until: now.adding(CarrierPause.after(failingFor: now - since)), failingSince: since, trouble: trouble)
            if now - since >= Self.patience { try handOver.tell(.stuckBatch, about: batch.id, detail: trouble, now: now, in: tx) }
        }
    }

    /// The carrier has the batch, and will be asked again whether it is confirmed.
    ///
    /// - Parameters:
    ///   - trouble: what holds it up, as the carrier tells it; nil where all goes well.
    ///   - pause: until it is asked again.
    ///   - patience: how long that may last before a person is told.
    /// - Returns: whether that is news: it was taken over now, or the trouble is another one.
    package func callAsFunction(
        _ batch: LetterBatch, trouble: String?, pause: Duration, patience: Duration
    ) async throws -> Bool {
        let now = base.clock.now()
        return try await base.database.write { tx in
            guard let before = try LetterBatches(tx).find(batch.id), before.state == .written else { return false }
            try LetterBatches(tx).markSent(batch.id, trouble: trouble, until: now.adding(pause), now: now)
            guard let sentAt = before.sentAt else {
                try handOver.closeTasks(about: batch.id, now: now, in: tx)
                try AuditTrail(tx, random: base.random).append(.sendBatch, subject: batch.id.text, now: now)
                return true
            }
            if now - sentAt >= patience { try handOver.tell(.unconfirmedBatch, about: batch.id, detail: trouble, now: now, in: tx) }
            return trouble != before.trouble
        }
    }

    /// The carrier refused it, and nothing of it is on paper: it is written again, after pauses that grow.
    package func writeAnew(_ batch: LetterBatch, because trouble: String) async throws {
        let now = base.clock.now()
        try await base.database.write { tx in
            guard try LetterBatches(tx).writeAnew(batch.id, sha256: batch.sha256) else { return }
            let pause = RetryPlan(first: CarrierPause.first, longest: LetterBatches.longestPause).delay(after: batch.edition)
            try LetterBatches(tx).putOff(batch.id, until: now.adding(pause), failingSince: now, trouble: trouble)
            if now - batch.openedAt >= Self.patience {
                try handOver.tell(.stuckBatch, about: batch.id, detail: trouble, now: now, in: tx)
            }
            try AuditTrail(tx, random: base.random).append(.reopenBatch, subject: batch.id.text, now: now)
        }
    }

    /// Every carrier is asked at once, because a person says so.
    package func hasten() async throws {
        try await base.database.write { tx in try LetterBatches(tx).hasten() }
    }
}

/// Batches that their carrier has, and hasn't confirmed.
package struct ListAwaitedBatches: Sendable {
    private let base: Foundations

    package init(_ base: Foundations) {
        self.base = base
    }

    /// Oldest first.
    package func callAsFunction(limit: Int = 200) async throws -> [LetterBatch] {
        try await base.database.read { tx in try LetterBatches(tx).awaited(limit: limit) }
    }
}

/// How long until a carrier that is away is asked again: as long as it has been away by then, so that the pauses double.
package enum CarrierPause {
    static let first: Duration = .seconds(5)

    package static func after(failingFor time: Duration) -> Duration {
        min(LetterBatches.longestPause, max(first, time))
    }
}
