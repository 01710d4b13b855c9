import PerronDomain
import PerronSecrets
import PerronStorage

/// Records that the post brought a letter back: its code dies, its address gets no more letters until it changes, a person is asked for the
/// right one, and the member is told where there is an e-mail address.
package struct ReturnLetter: Sendable {
    package enum Standing: Sendable, Equatable {
        /// It left, and nobody has said yet that it came back.
        case left
        case returned(at: Instant)
        /// It waits, was set aside or withdrawn.
        case neverLeft
        case unknown
    }

    private let base: Foundations
    private let returned: ReturnedMail
    private let notify: NotifyMember

    package init(_ base: Foundations) {
        self.base = base
        returned = ReturnedMail(base)
        notify = NotifyMember(base)
    }

    /// What is known of a letter; nothing is changed.
    package func standing(of number: LetterNumber) async throws -> Standing {
        try await base.database.read { tx in standing(of: try Letters(tx).find(number)) }
    }

    /// How it stood before; recorded if it was `left`.
    @discardableResult
    package func callAsFunction(_ number: LetterNumber) async throws -> Standing {
        let now = base.clock.now()
        return try await base.database.write { [dialect = base.database.dialect] tx in
            guard let found = try Letters(tx).find(number) else { return .unknown }
            try PensionRecords(tx).hold(found.recordID, dialect: dialect)
            // Another may have said so while this one waited for the file.
            guard let letter = try Letters(tx).find(number), let record = try PensionRecords(tx).find(letter.recordID) else {
                return .unknown
            }
            let standing = standing(of: letter)
            if standing == .left { try takeBack(letter, of: record, now: now, in: tx) }
            return standing
        }
    }

    private func standing(of letter: Letter?) -> Standing {
        guard let letter else { return .unknown }
        if let at = letter.returnedAt { return .returned(at: at) }
        return switch letter.state {
        // Of a batch in doubt this one, at least, did leave.
        case .handedOver, .unsure: .left
        case .waiting, .batched, .setAside, .withdrawn: .neverLeft
        }
    }

    private func takeBack(_ letter: Letter, of record: PensionRecord, now: Instant, in tx: any Transaction) throws {
        let trail = AuditTrail(tx, random: base.random)
        try Letters(tx).markReturned(letter.id, now: now)
        try trail.append(.returnLetter, subject: record.id.text, object: letter.id.text, now: now)
        let request = try voidCode(of: letter, now: now, in: tx)
        try returned.mark(letter, of: record, now: now, in: tx)
        try StaffTasks(tx).open(.returnedLetter, record: record.id, request: request, now: now, random: base.random)
        try notify(.letterReturned, record, language: letter.language, now: now, in: tx)
    }

    /// The request that the letter answered; nil for a notice, or once its code is forgotten.
    private func voidCode(of letter: Letter, now: Instant, in tx: any Transaction) throws -> Identifier<AccessRequest>? {
        guard let id = letter.provisionalID, let code = try ProvisionalPasswords(tx).find(id) else { return nil }
        let trail = AuditTrail(tx, random: base.random)
        if try ProvisionalPasswords(tx).void(id, now: now) {
            try trail.append(.voidCode, subject: letter.recordID.text, object: id.text, detail: "returned", now: now)
        }
        if try AccessRequests(tx).find(code.requestID)?.state == .dispatched {
            try AccessRequests(tx).apply(.askStaff, to: code.requestID, now: now)
            try trail.append(.askStaff, subject: code.requestID.text, object: letter.id.text, detail: "returnedLetter", now: now)
        }
        return code.requestID
    }
}

/// A person's word that the address a letter came back from is the member's all the same: letters go there again.
package struct TrustAddress: Sendable {
    package enum Decision: Sendable, Equatable {
        case trusted
        /// No letter of that file's came back, or somebody said so before.
        case notMarked
        case unknown
    }

    private let base: Foundations

    package init(_ base: Foundations) {
        self.base = base
    }

    /// - Parameter number: of a letter that came back.
    package func callAsFunction(_ number: LetterNumber) async throws -> Decision {
        let now = base.clock.now()
        return try await base.database.write { tx in
            guard let letter = try Letters(tx).find(number) else { return .unknown }
            guard try ReturnedAddresses(tx).forget(of: letter.recordID) else { return .notMarked }
            try AuditTrail(tx, random: base.random).append(
                .trustAddress, subject: letter.recordID.text, object: letter.id.text, now: now)
            return .trusted
        }
    }
}
