import PerronDomain
import PerronStorage

/// Deletes what has been kept as long as it may be, a small chunk of each kind at a time (`docs/decisions/0009-retention.md`).
struct ForgetThePast: Sendable {
    /// What ended longer ago than this is of no use to anybody, nor to a machine whose clock is behind.
    private static let margin: Duration = .days(1)

    private let base: Foundations
    private let chunk: Int

    init(_ base: Foundations, chunk: Int) {
        self.base = base
        self.chunk = chunk
    }

    /// How many rows went; 0 once nothing is left.
    func callAsFunction(now: Instant) async throws -> Int {
        let today = base.civilTime.day(of: now)
        let past = base.civilTime.instant(of: today.subtracting(months: base.limits.retention.months), minutes: 0)
        var count = try await forgetEnded(now: now)
        count += try await forgetCodes(now: now)
        count += try await forgetRequests(before: past)
        count += try await forgetNotices(before: past)
        count += try await base.database.write { [chunk] tx in
            try SignIns(tx).prune(before: past, limit: chunk) + StaffTasks(tx).prune(closedBefore: past, limit: chunk)
                + ContactPoints(tx).prune(endedBefore: past, limit: chunk) + DeadAddresses(tx).prune(before: past, limit: chunk)
        }
        count += try await PruneAuditTrail(base, chunk: chunk)(before: past, now: now)
        return count
    }

    /// Sessions, browsers that are known no more, requests that nobody confirmed.
    private func forgetEnded(now: Instant) async throws -> Int {
        let sessions = base.limits.sessions
        let started = now.subtracting(max(sessions.life, sessions.restrictedLife) + ForgetThePast.margin)
        return try await base.database.write { [chunk] tx in
            try MemberSessions(tx).prune(startedBefore: started, limit: chunk) + RecognisedBrowsers(tx).prune(now: now, limit: chunk)
                + AccessRequests(tx).pruneForgotten(before: now.subtracting(ForgetThePast.margin), limit: chunk)
        }
    }

    /// Past the days in which whoever holds one may renew it, a code is like any wrong password.
    private func forgetCodes(now: Instant) async throws -> Int {
        let before = now.subtracting(.days(base.limits.access.renewalDays))
        return try await base.database.write { [chunk] tx in
            let codes = try ProvisionalPasswords(tx).forgettable(expiredBefore: before, limit: chunk)
            for code in codes { try ProvisionalPasswords(tx).delete(code) }
            return codes.count
        }
    }

    private func forgetRequests(before: Instant) async throws -> Int {
        try await base.database.write { [chunk] tx in
            let requests = try AccessRequests(tx).finished(confirmedBefore: before, limit: chunk)
            for request in requests { try AccessRequests(tx).delete(request) }
            return requests.count
        }
    }

    private func forgetNotices(before: Instant) async throws -> Int {
        try await base.database.write { [chunk] tx in
            let notices = try Notices(tx).finished(settledBefore: before, limit: chunk)
            for notice in notices { try Notices(tx).delete(notice) }
            return notices.count
        }
    }
}
