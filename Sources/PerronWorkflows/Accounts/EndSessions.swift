import PerronDomain
import PerronStorage

/// Signs out: this browser, or every one, which also ends the recognised browsers.
package struct EndSessions: Sendable {
    private let base: Foundations

    package init(_ base: Foundations) {
        self.base = base
    }

    package func here(_ session: MemberSession) async throws {
        let now = base.clock.now()
        try await base.database.write { [random = base.random] tx in
            try MemberSessions(tx).end(session.id, now: now)
            try AuditTrail(tx, random: random).append(.signOut, subject: session.recordID.text, object: session.id.text, now: now)
        }
    }

    package func everywhere(_ member: SignedInMember) async throws {
        let now = base.clock.now()
        try await base.database.write { [random = base.random, dialect = base.database.dialect] tx in
            try PensionRecords(tx).hold(member.record.id, dialect: dialect)
            try MemberSessions(tx).endAll(of: member.record.id, now: now)
            try RecognisedBrowsers(tx).endAll(of: member.record.id, now: now)
            try AuditTrail(tx, random: random).append(.endSessions, subject: member.record.id.text, now: now)
        }
    }
}
