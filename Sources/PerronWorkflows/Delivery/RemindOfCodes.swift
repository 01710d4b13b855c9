import PerronDomain
import PerronStorage

/// Reminds those who have an e-mail address that a code sent by letter runs out soon, once for each code. Never with the code.
package struct RemindOfCodes: Sendable {
    /// Whoever gets an e-mail may be woken by it.
    private static let daytime = 9 * 60..<20 * 60

    private let base: Foundations
    private let notify: NotifyMember
    private let chunk: Int

    package init(_ base: Foundations, chunk: Int = 200) {
        self.base = base
        self.chunk = chunk
        notify = NotifyMember(base)
    }

    /// How many codes were looked at; 0 once none is left, at night, and where `letters.reminder` is none.
    package func callAsFunction() async throws -> Int {
        let now = base.clock.now()
        let ahead = base.limits.letters.reminder
        guard ahead > .zero, RemindOfCodes.daytime.contains(base.civilTime.minutes(of: now)) else { return 0 }
        let until = base.civilTime.end(of: base.civilTime.day(of: now.adding(ahead)))
        let due = { @Sendable [chunk] (tx: any Transaction) in
            try ProvisionalPasswords(tx).toRemind(expiringUntil: until, now: now, limit: chunk)
        }
        guard try await !base.database.read({ tx in try due(tx) }).isEmpty else { return 0 }
        return try await base.database.write { tx in
            let codes = try due(tx)
            for code in codes { try remind(code, now: now, in: tx) }
            return codes.count
        }
    }

    /// Marked also where there is no address to write to: one that is given later is not surprised by it.
    private func remind(_ code: ProvisionalPasswordDigest, now: Instant, in tx: any Transaction) throws {
        guard try ProvisionalPasswords(tx).markReminded(code.id, now: now), let record = try PensionRecords(tx).find(code.recordID) else {
            return
        }
        let language = try AccessRequests(tx).find(code.requestID)?.language ?? .french
        try notify(.codeExpires, record, language: language, now: now, in: tx)
    }
}
