import PerronDomain
import PerronSecrets
import PerronStorage

/// Orders a letter anew whose page was spoiled before it was posted. Its code dies, and a fresh one is made when the worker makes the new
/// letter, which lives from its own posting day. The member did nothing, so it counts in no quota of theirs; it is paper, so it counts in
/// the fund's budgets.
package struct ReprintLetter: Sendable {
    package enum Standing: Sendable, Equatable {
        /// It left, and may be ordered anew.
        case left
        /// It waits or is in a batch that was not handed over: it is printed yet.
        case notYetLeft
        /// It was set aside or withdrawn.
        case neverLeft
        /// Nobody knows whether its batch left.
        case inDoubt(Identifier<LetterBatch>?)
        case returned(at: Instant)
        /// - Parameter by: nil while the new letter is not made.
        case replaced(by: LetterNumber?)
        /// A password was chosen with its code.
        case used
        /// Its code was voided: another was used, or five birth dates were wrong.
        case voided
        /// The last day of its code is over.
        case expired
        /// Its file's holder died, or its file was closed: nothing leaves for it.
        case fileClosed
        /// The fund's letter to itself.
        case test
        case unknown
    }

    private let base: Foundations

    package init(_ base: Foundations) {
        self.base = base
    }

    /// What is known of a letter; nothing is changed.
    package func standing(of number: LetterNumber) async throws -> Standing {
        let now = base.clock.now()
        return try await base.database.read { tx in try standing(of: number, now: now, in: tx) }
    }

    /// How it stood before; ordered anew if it was `left`.
    @discardableResult
    package func callAsFunction(_ number: LetterNumber) async throws -> Standing {
        let now = base.clock.now()
        return try await base.database.write { [dialect = base.database.dialect] tx in
            if let found = try Letters(tx).find(number) { try PensionRecords(tx).hold(found.recordID, dialect: dialect) }
            // Looked at once the file is held: another may have said so, or used the code, meanwhile.
            let standing = try standing(of: number, now: now, in: tx)
            if standing == .left, let letter = try Letters(tx).find(number) { try order(letter, now: now, in: tx) }
            return standing
        }
    }

    private func standing(of number: LetterNumber, now: Instant, in tx: any Transaction) throws -> Standing {
        guard let letter = try Letters(tx).find(number) else { return try TestLetters(tx).find(number) == nil ? .unknown : .test }
        if let at = letter.returnedAt { return .returned(at: at) }
        switch letter.state {
        case .waiting, .batched: return .notYetLeft
        case .setAside, .withdrawn: return .neverLeft
        case .unsure: return .inDoubt(letter.batchID)
        case .handedOver: break
        }
        if letter.replacedAt != nil { return .replaced(by: try Letters(tx).find(reprinting: letter.id)?.number) }
        guard let record = try PensionRecords(tx).find(letter.recordID), record.diedOn == nil, record.closedAt == nil else {
            return .fileClosed
        }
        return letter.noticeID == nil ? try standing(ofCode: letter.provisionalID, now: now, in: tx) : .left
    }

    private func standing(
        ofCode id: Identifier<ProvisionalPasswordDigest>?, now: Instant, in tx: any Transaction
    ) throws -> Standing {
        // Once a code is forgotten it has long run out.
        guard let code = try id.flatMap({ try ProvisionalPasswords(tx).find($0) }) else { return .expired }
        if code.usedAt != nil { return .used }
        if code.voidedAt != nil { return .voided }
        return code.isAlive(at: now) ? .left : .expired
    }

    private func order(_ letter: Letter, now: Instant, in tx: any Transaction) throws {
        guard try Letters(tx).markReplaced(letter.id, now: now) else { throw MovedMeanwhile() }
        let trail = AuditTrail(tx, random: base.random)
        try trail.append(.reprintLetter, subject: letter.recordID.text, object: letter.id.text, now: now)
        if let notice = try letter.noticeID.flatMap({ try Notices(tx).find($0) }) {
            return try Notices(tx).enqueue(again(notice, now: now), reprinting: letter.id, now: now)
        }
        guard let id = letter.provisionalID, let code = try ProvisionalPasswords(tx).find(id),
            try ProvisionalPasswords(tx).void(id, now: now)
        else { throw MovedMeanwhile() }
        try trail.append(.voidCode, subject: letter.recordID.text, object: id.text, detail: "reprinted", now: now)
        try Outbox(tx).enqueue(base.newID(now), request: code.requestID, reprinting: letter.id, now: now)
    }

    /// What it tells of is what it told of before.
    private func again(_ notice: Notice, now: Instant) -> Notice {
        Notice(
            id: base.newID(now), recordID: notice.recordID, kind: notice.kind, email: nil, language: notice.language,
            aboutAt: notice.aboutAt)
    }
}
