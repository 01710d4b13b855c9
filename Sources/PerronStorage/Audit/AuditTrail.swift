import PerronDomain

/// The append-only log of what happened to whom: ids only, never a name, number or address (CNIL 2021-122).
/// Written in the transaction of the state it tells of; numbered and chained later by the sealer.
package struct AuditTrail {
    private let tx: any Transaction
    private let random: any RandomSource

    package init(_ tx: any Transaction, random: any RandomSource) {
        self.tx = tx
        self.random = random
    }

    /// - Parameters:
    ///   - subject: the id of the row the event is about: a request, a record, a session, a batch.
    ///   - object: the id of a second row that takes part, if any.
    ///   - detail: a word from our own source, such as a reason's name.
    package func append(_ verb: AuditVerb, subject: String, object: String? = nil, detail: String? = nil, now: Instant) throws {
        let id = Identifier<AuditVerb>(now: now, ordinal: tx.changes, random: random)
        try tx.execute(
            """
            INSERT INTO audit_event (id, at, verb, subject, object, detail)
            VALUES (\(id), \(now), \(verb.rawValue), \(subject), \(object), \(detail))
            """)
    }

    /// The events of one subject, oldest first; at most 1,000.
    package static func events(of subject: String, in tx: any Transaction) throws -> [AuditEvent] {
        try tx.query("SELECT at, verb, subject, object, detail FROM audit_event WHERE subject = \(subject) ORDER BY id LIMIT 1000")
            .map(AuditEvent.init)
    }
}

package struct AuditEvent: Equatable, Sendable {
    package let at: Instant
    package let verb: AuditVerb
    package let subject: String
    package let object: String?
    package let detail: String?

    init(row: Row) throws {
        at = try row.instant("at")
        verb = try row.choice("verb")
        subject = try row.text("subject")
        object = try row.optionalText("object")
        detail = try row.optionalText("detail")
    }
}

/// What can happen, in the words of identity: start, confirm, verify, redeem …
package enum AuditVerb: String, Sendable, CaseIterable {
    case startRequest
    case confirmRequest
    case dispatchRequest
    case closeRequest
    case askStaff
    case lapseRequest
    case renewRequest
    case makeCode
    case voidCode
    case redeemCode
    case rejectBirthDate
    case handOverEmail
    case returnEmail
    case makeLetter
    case holdLetter
    case releaseLetter
    case dropLetter
    case withdrawLetter
    case returnLetter
    case reprintLetter
    case trustAddress
    case preferLetters
    case openBatch
    case sendBatch
    case handOverBatch
    case doubtHandOver
    case reopenBatch
    case openAccount
    case changePassword
    case signIn
    case signInRestricted
    case rejectSignIn
    case signOut
    case endSessions
    case recogniseBrowser
    case giveEmail
    case confirmEmail
    case notify
    case startImport
    case finishImport
    case closeRecord
    case reopenRecord
    case openTask
    case closeTask
    case pruneTrail
    case raiseAlarm
}
