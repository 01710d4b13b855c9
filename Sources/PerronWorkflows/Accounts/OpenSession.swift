import PerronDomain
import PerronSecrets
import PerronStorage

/// The cookies that a success sets. Only their digests are stored.
package struct SessionTokens: Sendable {
    package let session: Token
    /// Set only after a success with the member's own password.
    package let browser: Token?
}

/// Opens sessions: restricted ones for whoever holds a code, full ones for whoever has signed in or just chosen a password.
struct OpenSession: Sendable {
    private let base: Foundations

    init(_ base: Foundations) {
        self.base = base
    }

    func restricted(_ code: ProvisionalPasswordDigest, now: Instant) async throws -> SessionTokens {
        let token = Token.random(from: base.random)
        let session = MemberSession(id: base.newID(now), recordID: code.recordID, provisionalID: code.id, now: now)
        try await base.database.write { [random = base.random] tx in
            try MemberSessions(tx).insert(session, tokenDigest: token.digest)
            try AuditTrail(tx, random: random).append(.signInRestricted, subject: code.recordID.text, object: code.id.text, now: now)
        }
        return SessionTokens(session: token, browser: nil)
    }

    /// Within the transaction that decides to let someone in, such as a sign-in or the choice of a password.
    func insertFull(
        _ record: Identifier<PensionRecord>, tokens: SessionTokens, means: SignInEvent.Means, now: Instant, in tx: any Transaction
    ) throws {
        let session = MemberSession(id: base.newID(now), recordID: record, provisionalID: nil, now: now)
        try MemberSessions(tx).insert(session, tokenDigest: tokens.session.digest)
        if let browser = tokens.browser {
            let expiresAt = now.adding(.days(base.limits.sessions.recognisedBrowserDays))
            try RecognisedBrowsers(tx).insert(
                tokenDigest: browser.digest, record: record, expiresAt: expiresAt, now: now, random: base.random)
        }
        try SignIns(tx).insert(record, means: means, now: now, random: base.random)
        try AuditTrail(tx, random: base.random).append(.signIn, subject: record.text, object: session.id.text, now: now)
    }
}
