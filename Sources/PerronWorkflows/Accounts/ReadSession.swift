import PerronDomain
import PerronSecrets
import PerronStorage

/// A member who is signed in: what the personal space's pages take.
package struct SignedInMember: Sendable {
    package let record: PensionRecord
    package let session: MemberSession
    package let endsAt: Instant
}

/// Whoever holds a code and has not chosen a password yet: what « choose your password » takes, and no other page.
package struct CodeHolder: Sendable {
    package let record: PensionRecord
    package let session: MemberSession
    package let code: ProvisionalPasswordDigest
    package let endsAt: Instant
}

/// Tells whose session a cookie is, and notes that it was used.
package struct ReadSession: Sendable {
    package enum Reading: Sendable {
        case member(SignedInMember)
        case codeHolder(CodeHolder)
        /// It was a member's, and has ended: by time, by signing out, or because a password was chosen elsewhere.
        case ended
        /// It was a code holder's, and has ended before a password was chosen in it. Nil where the code is still good.
        case endedChoosing(ChoosePassword.Reason?)
        case none
    }

    private let base: Foundations

    package init(_ base: Foundations) {
        self.base = base
    }

    package func callAsFunction(_ token: Token) async throws -> Reading {
        let now = base.clock.now()
        let reading = try await base.database.read { tx in try read(token, now: now, in: tx) }
        if let session = reading.session, ReadSession.isTouchDue(session, now: now) {
            try await base.database.write { tx in try MemberSessions(tx).touch(session.id, now: now) }
        }
        return reading
    }

    private static func isTouchDue(_ session: MemberSession, now: Instant) -> Bool {
        now - session.seenAt >= MemberSession.touchEvery
    }

    private func read(_ token: Token, now: Instant, in tx: any Transaction) throws -> Reading {
        let limits = base.limits.sessions
        guard let session = try MemberSessions(tx).find(tokenDigest: token.digest) else { return .none }
        guard session.isAlive(at: now, limits: limits), let record = try PensionRecords(tx).find(session.recordID),
            record.diedOn == nil, record.closedAt == nil
        else { return try ended(session, now: now, in: tx) }
        // What this very request makes of the idle time, noted or not.
        let endsAt = session.seen(at: now).endsAt(limits)
        guard let provisionalID = session.provisionalID else {
            return .member(SignedInMember(record: record, session: session, endsAt: endsAt))
        }
        guard let code = try ProvisionalPasswords(tx).find(provisionalID) else { return .ended }
        guard code.isAlive(at: now) else { return .endedChoosing(code.reasonAgainst(at: now, base.limits.access)) }
        return .codeHolder(CodeHolder(record: record, session: session, code: code, endsAt: endsAt))
    }

    private func ended(_ session: MemberSession, now: Instant, in tx: any Transaction) throws -> Reading {
        guard let provisionalID = session.provisionalID, let code = try ProvisionalPasswords(tx).find(provisionalID) else { return .ended }
        return .endedChoosing(code.reasonAgainst(at: now, base.limits.access))
    }
}

extension ReadSession.Reading {
    /// Tells one session from the next; nil where there is none.
    package var id: String? { session?.id.text }

    fileprivate var session: MemberSession? {
        switch self {
        case .member(let member): member.session
        case .codeHolder(let holder): holder.session
        case .ended, .endedChoosing, .none: nil
        }
    }
}
