import PerronDomain
import PerronSecrets
import PerronStorage

/// An e-mail came back. What never arrived becomes a letter by itself, within the quotas; an address that doesn't exist is written to no
/// more; what is only late is noted, for the mail server goes on trying.
package struct SettleReturnedEmail: Sendable {
    package enum Decision: Sendable, Equatable {
        case letterInstead
        /// No letter can leave either.
        case askedStaff
        /// Nothing has to leave instead: it was a notice, or a letter is ordered already, or the order is tried again.
        case noted
        case delayed
        /// It was reported before.
        case known
        /// Somebody has chosen a password with its code: whatever came back, it has arrived.
        case arrived
        /// None of our e-mails has this token: the report is forged, or very late.
        case stranger
    }

    private let base: Foundations
    private let letterInstead: LetterInstead
    private let returns: ReturnTokens

    package init(_ base: Foundations) {
        self.base = base
        letterInstead = LetterInstead(base)
        returns = ReturnTokens(keys: base.keys)
    }

    package func callAsFunction(_ finding: DeliveryReport.Finding, _ token: ReturnToken) async throws -> Decision {
        let now = base.clock.now()
        return try await base.database.write { [dialect = base.database.dialect] tx in
            guard let email = try ReturnedEmails(tx).find(token) else { return .stranger }
            switch finding {
            case .delayed:
                try log(email, "delayed", now: now, in: tx)
                return .delayed
            case .failed(let status):
                if let record = email.recordID { try PensionRecords(tx).hold(record, dialect: dialect) }
                return try settle(email, status, now: now, in: tx)
            }
        }
    }

    private func settle(_ email: SentEmail, _ status: MailStatus, now: Instant, in tx: any Transaction) throws -> Decision {
        if case .code(let order, _) = email.order, try ProvisionalPasswords(tx).wasUsed(dispatch: order) { return .arrived }
        guard try ReturnedEmails(tx).markReturned(email.order, now: now) else { return .known }
        let isDead = status.saysAddressIsDead
        try log(email, isDead ? "dead" : "refused", now: now, in: tx)
        try forgetAddress(of: email, isDead ? status : nil, now: now, in: tx)
        switch email.order {
        case .notice: return .noted
        case .code(let order, let request): return try settleCode(order, request, to: email.recordID, now: now, in: tx)
        }
    }

    /// The code came back in clear with its e-mail, so it opens nothing any more.
    private func settleCode(
        _ order: Identifier<DispatchOrder>, _ request: Identifier<AccessRequest>, to record: Identifier<PensionRecord>?, now: Instant,
        in tx: any Transaction
    ) throws -> Decision {
        if try ProvisionalPasswords(tx).voidUnsent(dispatch: order, now: now) > 0 {
            try AuditTrail(tx, random: base.random).append(
                .voidCode, subject: request.text, object: order.text, detail: "returned", now: now)
        }
        guard let request = try AccessRequests(tx).find(request), request.awaitsCode, try !Outbox(tx).hasLetter(request.id),
            // In doubt whether it left, it is tried again: by letter, if the address is dead.
            try Outbox(tx).find(order)?.state == .settled
        else { return .noted }
        return switch try letterInstead(of: request, after: order, to: record, now: now, in: tx) {
        case .ordered: .letterInstead
        case .askedStaff: .askedStaff
        }
    }

    /// Only an address that the file still has: one that was changed meanwhile is not asked again anyway.
    /// - Parameter dead: what says that it doesn't exist; nil where it may.
    private func forgetAddress(of email: SentEmail, _ dead: MailStatus?, now: Instant, in tx: any Transaction) throws {
        guard let id = email.recordID, let record = try PensionRecords(tx).find(id) else { return }
        let contacts = try ContactPoints(tx).current(of: id)
        // Its code came back too: nobody can type it.
        for contact in contacts where contact.confirmedAt == nil && returns.digest(of: contact.email) == email.sentTo {
            try ContactPoints(tx).endAwaiting(contact.id, now: now)
        }
        let addresses = [record.registryEmail, record.formerEmail].compactMap(\.self) + contacts.map(\.email)
        guard let dead, let address = addresses.first(where: { returns.digest(of: $0) == email.sentTo }) else { return }
        try DeadAddresses(tx).insert(address, status: dead, now: now)
    }

    private func log(_ email: SentEmail, _ detail: String, now: Instant, in tx: any Transaction) throws {
        let trail = AuditTrail(tx, random: base.random)
        switch email.order {
        case .code(let order, let request):
            try trail.append(.returnEmail, subject: request.text, object: order.text, detail: detail, now: now)
        case .notice(let notice):
            try trail.append(.returnEmail, subject: email.recordID?.text ?? notice.text, object: notice.text, detail: detail, now: now)
        }
    }
}

/// A person has found that an address lives after all.
package struct ReviveAddress: Sendable {
    private let base: Foundations

    package init(_ base: Foundations) {
        self.base = base
    }

    /// False where nothing was held against it.
    package func callAsFunction(_ email: EmailAddress) async throws -> Bool {
        try await base.database.write { tx in try DeadAddresses(tx).revive(email) }
    }
}

extension AccessRequest {
    /// Lapsed ones too: a mail server may try for longer than a code lives.
    fileprivate var awaitsCode: Bool {
        switch state {
        case .dispatched, .lapsed: true
        case .started, .confirmed, .withStaff, .closed, .redeemed: false
        }
    }
}
