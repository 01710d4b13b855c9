import PerronDomain
import PerronStorage

/// Letters that wait for want of budget, by where they were asked from.
package struct ListHeldLetters: Sendable {
    private let base: Foundations

    package init(_ base: Foundations) {
        self.base = base
    }

    /// The sources with the most first.
    package func callAsFunction(limit: Int = 1000) async throws -> [HeldSource] {
        try await base.database.read { tx in try HeldLetters(tx).sources(limit: limit) }
    }
}

/// A person's word about the held letters of one source: let them leave at once, or drop them.
package struct DecideHeldLetters: Sendable {
    package enum Word: Sendable, Equatable {
        /// They leave whatever the budget, and count in it.
        case release
        /// They never leave. A member among them may ask again.
        case drop
    }

    /// In one transaction: no write lock is held over 100 ms.
    private static let chunk = 200

    private let base: Foundations

    package init(_ base: Foundations) {
        self.base = base
    }

    /// How many letters it was said of. Killed midway it has decided some, and may be run again.
    package func callAsFunction(_ word: Word, source: HeldSource) async throws -> Int {
        var decided = 0
        while true {
            let now = base.clock.now()
            let chunk = try await base.database.write { tx in try decide(word, source, now: now, in: tx) }
            guard chunk > 0 else { break }
            decided += chunk
        }
        try await closeTaskIfNothingWaits()
        return decided
    }

    private func decide(_ word: Word, _ source: HeldSource, now: Instant, in tx: any Transaction) throws -> Int {
        let held = HeldLetters(tx)
        var decided = 0
        for (order, request) in try held.oldest(of: source.network, now: now, limit: DecideHeldLetters.chunk) {
            let verb: AuditVerb
            switch word {
            case .release:
                guard try held.release(order, now: now) else { continue }
                verb = .releaseLetter
            case .drop:
                guard try held.drop(order, now: now) else { continue }
                try close(request, now: now, in: tx)
                verb = .dropLetter
            }
            try AuditTrail(tx, random: base.random).append(verb, subject: request.text, object: order.text, now: now)
            decided += 1
        }
        return decided
    }

    private func close(_ id: Identifier<AccessRequest>, now: Instant, in tx: any Transaction) throws {
        switch try AccessRequests(tx).find(id)?.state {
        case .confirmed, .withStaff: try AccessRequests(tx).apply(.close, to: id, now: now)
        // An e-mail of it was refused before.
        case .dispatched: try AccessRequests(tx).apply(.lapse, to: id, now: now)
        case .started, .closed, .redeemed, .lapsed, nil: break
        }
    }

    private func closeTaskIfNothingWaits() async throws {
        let now = base.clock.now()
        try await base.database.write { tx in
            guard try HeldLetters(tx).sources(limit: 1).isEmpty else { return }
            for task in try StaffTasks(tx).open(.lettersHeld) where try StaffTasks(tx).close(task, now: now) {
                try AuditTrail(tx, random: base.random).append(.closeTask, subject: task.text, now: now)
            }
        }
    }
}
