import PerronDomain
import PerronSecrets
import PerronStorage

/// The cookies that a success sets. Only their digests are stored.
package struct SessionTokens: Sendable {
    package let session: Token
    /// Set only after a success with the member's own password.
    package let browser: Token?
}

/// What the browser brought of an earlier success; a new one replaces both.
package struct FormerTokens: Sendable {
    package static let none = FormerTokens()

    package let session: Token?
    package let browser: Token?

    package init(session: Token? = nil, browser: Token? = nil) {
        self.session = session
        self.browser = browser
    }
}

/// Opens sessions: restricted ones for whoever holds a code, full ones for whoever has signed in or just chosen a password.
struct OpenSession: Sendable {
    private let base: Foundations

    init(_ base: Foundations) {
        self.base = base
    }

    func restricted(_ code: ProvisionalPasswordDigest, replacing former: FormerTokens, now: Instant) async throws -> SessionTokens {
        let token = Token.random(from: base.random)
        let session = MemberSession(id: base.newID(now), recordID: code.recordID, provisionalID: code.id, now: now)
        try await base.database.write { tx in
            try end(former, now: now, in: tx)
            try MemberSessions(tx).insert(session, tokenDigest: token.digest)
            try AuditTrail(tx, random: base.random).append(.signInRestricted, subject: code.recordID.text, object: code.id.text, now: now)
        }
        return SessionTokens(session: token, browser: nil)
    }

    /// Within the transaction that decides to let someone in, or that renews the session of someone who is.
    func insertFull(
        _ record: Identifier<PensionRecord>, tokens: SessionTokens, replacing former: FormerTokens, now: Instant, in tx: any Transaction
    ) throws {
        try end(former, now: now, in: tx)
        let session = MemberSession(id: base.newID(now), recordID: record, provisionalID: nil, now: now)
        try MemberSessions(tx).insert(session, tokenDigest: tokens.session.digest)
        if let browser = tokens.browser { try recognise(browser, replacing: former.browser, for: record, now: now, in: tx) }
        try AuditTrail(tx, random: base.random).append(.signIn, subject: record.text, object: session.id.text, now: now)
    }

    /// Lists a sign-in among those that the space shows; a session that is only renewed is none.
    func list(_ means: SignInEvent.Means, of record: Identifier<PensionRecord>, now: Instant, in tx: any Transaction) throws {
        try SignIns(tx).insert(record, means: means, now: now, random: base.random)
    }

    /// The browser's earlier session, of whichever file: nobody holds its cookie any more.
    private func end(_ former: FormerTokens, now: Instant, in tx: any Transaction) throws {
        guard let token = former.session, let ended = try MemberSessions(tx).end(tokenDigest: token.digest, now: now) else { return }
        try AuditTrail(tx, random: base.random)
            .append(.signOut, subject: ended.record.text, object: ended.id.text, detail: "replaced", now: now)
    }

    /// The cookie is a new one each time. For the other files that the browser is known for it stays known under the new one, and their
    /// counts of wrong tries go on.
    private func recognise(
        _ token: Token, replacing former: Token?, for record: Identifier<PensionRecord>, now: Instant, in tx: any Transaction
    ) throws {
        let browsers = RecognisedBrowsers(tx)
        let expiresAt = now.adding(.days(base.limits.sessions.recognisedBrowserDays))
        if let former { try browsers.renew(former.digest, as: token.digest, now: now) }
        if try browsers.extend(tokenDigest: token.digest, record: record, to: expiresAt) { return }
        let id: Identifier<RecognisedBrowsers> = base.newID(now)
        try browsers.insert(id, tokenDigest: token.digest, record: record, expiresAt: expiresAt, now: now)
        try AuditTrail(tx, random: base.random).append(.recogniseBrowser, subject: record.text, object: id.text, now: now)
    }
}
