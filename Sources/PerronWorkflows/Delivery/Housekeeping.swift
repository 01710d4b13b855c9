import PerronDomain
import PerronStorage

/// Tidies away what has run out, a small chunk of each kind at a time: no write lock is held over 100 ms.
package struct Housekeeping: Sendable {
    /// The longest quota looks back 30 days.
    private static let quotaLife: Duration = .days(40)

    /// Days whose letters stay counted, and whose test letters are known.
    private static let letterDays = 40

    /// A spent proof stays spent on a machine whose clock is behind this one's.
    private static let claimMargin: Duration = .hours(1)

    private let base: Foundations
    private let chunk: Int

    package init(_ base: Foundations, chunk: Int = 200) {
        self.base = base
        self.chunk = chunk
    }

    /// How many rows were tidied; 0 once nothing is left.
    package func callAsFunction() async throws -> Int {
        let now = base.clock.now()
        let counts = try await base.database.write { tx in
            try Quotas(tx).prune(before: now.subtracting(Housekeeping.quotaLife), limit: chunk)
        }
        let claims = try await base.database.write { tx in
            try RobotClaims(tx).prune(before: now.subtracting(Housekeeping.claimMargin), limit: chunk)
        }
        let days = try await base.database.write { [today = base.civilTime.day(of: now)] tx in
            let day = today.adding(days: -Housekeeping.letterDays)
            return try LetterDays(tx).prune(before: day, limit: chunk) + TestLetters(tx).prune(before: day, limit: chunk)
        }
        let windows = try await base.database.write { tx in
            try SignInWindows(tx).prune(before: now.subtracting(Housekeeping.quotaLife), limit: chunk)
        }
        let lapsed = try await lapseForgotten(now: now) + lapseSpent(now: now)
        return counts + claims + days + windows + lapsed + (try await ForgetThePast(base, chunk: chunk)(now: now))
    }

    /// Requests that nobody confirmed while their form lived.
    private func lapseForgotten(now: Instant) async throws -> Int {
        let before = now.subtracting(base.limits.access.formLife)
        return try await lapse("forgotten", now: now) { [chunk] tx in try AccessRequests(tx).neverConfirmed(before: before, limit: chunk) }
    }

    /// Requests whose codes have all run out.
    private func lapseSpent(now: Instant) async throws -> Int {
        let before = now.subtracting(base.limits.access.emailCodeLife)
        return try await lapse("spent", now: now) { [chunk] tx in
            try AccessRequests(tx).spent(dispatchedBefore: before, now: now, limit: chunk)
        }
    }

    private func lapse(
        _ detail: String, now: Instant, which: @escaping @Sendable (any Transaction) throws -> [Identifier<AccessRequest>]
    ) async throws -> Int {
        guard try await !base.database.read({ tx in try which(tx) }).isEmpty else { return 0 }
        return try await base.database.write { [random = base.random] tx in
            let requests = try which(tx)
            for id in requests {
                try AccessRequests(tx).apply(.lapse, to: id, now: now)
                try AuditTrail(tx, random: random).append(.lapseRequest, subject: id.text, detail: detail, now: now)
            }
            return requests.count
        }
    }
}
