import PerronDomain
import PerronSecrets
import PerronStorage

/// Decides one leased order and does what was decided, in one transaction. What must leave by e-mail comes back in memory.
///
/// The order's state tells what a crash left behind: `pending` means that no hand-over began, so a code made for it is voided;
/// `handingOver` means that an e-mail may have left, so its code lives on beside the new one.
package struct DecideDispatch: Sendable {
    package enum Decision: Sendable {
        case handOver(OutgoingCode)
        case letter(Identifier<Letter>)
        case askedStaff(StaffReason)
        case nothing(NoDispatchReason)
        /// The letters of the day, or of the month, are spent; it is looked at again then.
        case held(until: Instant)
        /// Its domain is at its pace, or rests; no code was made.
        case paced(until: Instant)
        /// Another worker has it or settled it, or its request was redeemed or closed meanwhile.
        case over
    }

    private let base: Foundations
    private let sent: SentCounts
    private let allowance: LetterAllowance
    private let spool: LetterSpool
    private let digests: ProvisionalPasswordDigests
    private let returns: ReturnTokens
    private let pacemaker: Pacemaker

    package init(_ base: Foundations, pacemaker: Pacemaker = Pacemaker()) {
        self.base = base
        self.pacemaker = pacemaker
        sent = SentCounts(base)
        allowance = LetterAllowance(base)
        spool = LetterSpool(base)
        digests = ProvisionalPasswordDigests(keys: base.keys)
        returns = ReturnTokens(keys: base.keys)
    }

    package func callAsFunction(_ order: DispatchOrder) async throws -> Decision {
        let now = base.clock.now()
        return try await base.database.write { tx in
            guard try Outbox(tx).isHeld(order), let current = try Outbox(tx).find(order.id),
                let request = try AccessRequests(tx).find(order.requestID)
            else { return .over }
            guard request.awaitsDispatch else {
                try Outbox(tx).settle(order, outcome: "over", now: now)
                return .over
            }
            guard try !hasChosenSince(request, in: tx) else {
                try close("opened", order, request, now: now, in: tx)
                return .over
            }
            // Worker after worker died with it in hand.
            guard current.doubts < SettleEmail.triesInDoubt else { return try leaveUnsure(order, request, now: now, in: tx) }
            return try decide(current, request, now: now, in: tx)
        }
    }

    private func leaveUnsure(
        _ order: DispatchOrder, _ request: AccessRequest, now: Instant, in tx: any Transaction
    ) throws -> Decision {
        let record = try PensionRecords(tx).find(request.number)
        try Outbox(tx).leaveUnsure(order, now: now)
        try StaffTasks(tx).open(.unsureHandOver, record: record?.id, request: request.id, now: now, random: base.random)
        try AuditTrail(tx, random: base.random).append(.doubtHandOver, subject: request.id.text, object: order.id.text, now: now)
        return .askedStaff(.unsureHandOver)
    }

    /// A password was chosen since this was asked for: what was asked for has been had, and a code more would only lie about.
    private func hasChosenSince(_ request: AccessRequest, in tx: any Transaction) throws -> Bool {
        guard let record = try PensionRecords(tx).find(request.number), let account = try Accounts(tx).find(record.id),
            let confirmed = request.confirmedAt
        else { return false }
        return account.passwordSetAt > confirmed
    }

    private func decide(_ order: DispatchOrder, _ request: AccessRequest, now: Instant, in tx: any Transaction) throws -> Decision {
        let today = base.civilTime.day(of: now)
        let record = try PensionRecords(tx).find(request.number)
        let days = base.limits.registry.newAddressDays
        let email = try record.flatMap { try ContactPoints(tx).emailForAccess(of: $0, now: now, newAddressDays: days) }
        let decision = DispatchPolicy(limits: base.limits).decide(
            channel: order.channel, record: record, email: email,
            sent: try record.map { try sentBefore(order, to: $0, now: now, in: tx) } ?? SentBefore(), today: today)
        try voidUnsent(order, now: now, in: tx)
        switch (decision, record) {
        case (.email(let address), let record?):
            if let until = pacemaker.wait(order.id.text, to: address, now: now) {
                try Outbox(tx).giveBack(order, until: until)
                return .paced(until: until)
            }
            return .handOver(try makeEmail(order, request, record, to: address, now: now, in: tx))
        case (.letter(let address, let isRepresented), let record?):
            if let held = try spend(order, request, now: now, in: tx) {
                return try hold(order, request, held, now: now, in: tx)
            }
            return .letter(try makeLetter(order, request, record, at: address, isRepresented: isRepresented, now: now, in: tx))
        case (.askStaff(let reason), _):
            try askStaff(reason, order, request, record, now: now, in: tx)
            return .askedStaff(reason)
        case (.nothing(let reason), _):
            try close(reason.rawValue, order, request, now: now, in: tx)
            return .nothing(reason)
        case (.email, nil), (.letter, nil):
            preconditionFailure("nothing leaves for a number that is nobody's")
        }
    }

    /// Of the fund's letters. For a page that was spoiled nobody asked anew: it costs no network anything of its share.
    private func spend(
        _ order: DispatchOrder, _ request: AccessRequest, now: Instant, in tx: any Transaction
    ) throws -> LetterAllowance.Hold? {
        try order.reprints == nil
            ? allowance.spend(request, isReleased: order.isReleased, now: now, in: tx)
            : allowance.spendUnasked(isReleased: order.isReleased, now: now, in: tx)
    }

    /// An order that was admitted once is not held back by its own first try, nor one for a spoiled page by the letter that it replaces.
    private func sentBefore(_ order: DispatchOrder, to record: PensionRecord, now: Instant, in tx: any Transaction) throws -> SentBefore {
        let before = try sent.sentBefore(to: record, in: tx, now: now)
        if order.reprints != nil { return SentBefore(letterCameBack: before.letterCameBack) }
        guard try ProvisionalPasswords(tx).exist(dispatch: order.id) else { return before }
        return SentBefore(lettersInDay: before.lettersInDay, lettersInMonth: before.lettersInMonth, letterCameBack: before.letterCameBack)
    }

    /// Not after a hand-over in doubt, whatever is decided now: its code may have arrived.
    private func voidUnsent(_ order: DispatchOrder, now: Instant, in tx: any Transaction) throws {
        if order.state == .handingOver { return }
        let voided = try ProvisionalPasswords(tx).voidUnsent(dispatch: order.id, now: now)
        guard voided > 0 else { return }
        try AuditTrail(tx, random: base.random).append(
            .voidCode, subject: order.requestID.text, object: order.id.text, detail: "unsent", now: now)
    }

    private func makeEmail(
        _ order: DispatchOrder, _ request: AccessRequest, _ record: PensionRecord, to address: EmailAddress, now: Instant,
        in tx: any Transaction
    ) throws -> OutgoingCode {
        let isFirst = try !ProvisionalPasswords(tx).exist(dispatch: order.id)
        let expiry = now.adding(base.limits.access.emailCodeLife)
        let (code, codeID) = try storeCode(order, record, .email, expiresAt: expiry, now: now, in: tx)
        let token = returns.token(of: order.id.text)
        try Outbox(tx).markHandingOver(order, trace: EmailTrace(token: token, sentTo: returns.digest(of: address)))
        try AccessRequests(tx).apply(.dispatch, to: request.id, now: now)
        if isFirst { try sent.count(.email, to: record, in: tx, now: now) }
        try AuditTrail(tx, random: base.random).append(
            .dispatchRequest, subject: request.id.text, object: order.id.text, detail: "email", now: now)
        let preferred = try MemberPreferences(tx).find(of: record.id).language
        return OutgoingCode(
            order: order, reader: Addressee(record, on: base.civilTime.day(of: now)), email: address,
            language: preferred ?? request.language, code: code, codeID: codeID, expiresAt: expiry, token: token)
    }

    private func makeLetter(
        _ order: DispatchOrder, _ request: AccessRequest, _ record: PensionRecord, at address: PostalAddress, isRepresented: Bool,
        now: Instant, in tx: any Transaction
    ) throws -> Identifier<Letter> {
        let postingDay = base.schedule.postingDay(now: now)
        let lastDay = base.schedule.lastDay(postedOn: postingDay, to: address.territory)
        let expiry = base.schedule.expiry(lastDay: lastDay)
        let (code, codeID) = try storeCode(order, record, .letter, expiresAt: expiry, now: now, in: tx)
        let letter = SpooledLetter(
            to: record, at: address, isRepresented: isRepresented, language: request.language, postingDay: postingDay,
            body: .provisionalPassword(code, lastDay: lastDay))
        let id = try spool.insert(
            letter, of: record, from: .dispatch(order.id, code: codeID, lastDay: lastDay), now: now, in: tx)
        try AccessRequests(tx).apply(.dispatch, to: request.id, now: now)
        if order.reprints == nil { try sent.count(.letter, to: record, in: tx, now: now) }
        try Outbox(tx).settle(order, outcome: "letter", now: now)
        try AuditTrail(tx, random: base.random).append(
            .dispatchRequest, subject: request.id.text, object: order.id.text, detail: "letter", now: now)
        return id
    }

    /// Puts a letter off to another day, or month; it keeps its place among those that wait.
    private func hold(
        _ order: DispatchOrder, _ request: AccessRequest, _ held: LetterAllowance.Hold, now: Instant, in tx: any Transaction
    ) throws -> Decision {
        try Outbox(tx).hold(order, by: held.bound, until: held.until, now: now)
        try StaffTasks(tx).open(.lettersHeld, record: nil, now: now, random: base.random)
        if !order.isHeldBack {
            try AuditTrail(tx, random: base.random).append(
                .holdLetter, subject: request.id.text, object: order.id.text, detail: held.bound.rawValue, now: now)
        }
        return .held(until: held.until)
    }

    /// Makes the provisional password, at this moment and not before; its digest is what stays.
    private func storeCode(
        _ order: DispatchOrder, _ record: PensionRecord, _ channel: AccessChannel, expiresAt: Instant, now: Instant, in tx: any Transaction
    ) throws -> (ProvisionalPassword, Identifier<ProvisionalPasswordDigest>) {
        let code = ProvisionalPassword.random(from: base.random)
        let stored = digests.digest(of: code, for: record.id)
        let id: Identifier<ProvisionalPasswordDigest> = base.newID(now)
        try ProvisionalPasswords(tx).insert(
            ProvisionalPasswordDigest(
                id: id, recordID: record.id, order: order, channel: channel, digest: stored.bytes, keyID: stored.keyID, madeAt: now,
                expiresAt: expiresAt))
        try AuditTrail(tx, random: base.random).append(.makeCode, subject: record.id.text, object: id.text, now: now)
        return (code, id)
    }

    private func askStaff(
        _ reason: StaffReason, _ order: DispatchOrder, _ request: AccessRequest, _ record: PensionRecord?, now: Instant,
        in tx: any Transaction
    ) throws {
        try StaffTasks(tx).open(StaffTask.Kind(reason), record: record?.id, request: request.id, now: now, random: base.random)
        if request.state == .confirmed || request.state == .dispatched {
            try AccessRequests(tx).apply(.askStaff, to: request.id, now: now)
        }
        try Outbox(tx).settle(order, outcome: reason.rawValue, now: now)
        try AuditTrail(tx, random: base.random).append(
            .askStaff, subject: request.id.text, object: order.id.text, detail: reason.rawValue, now: now)
    }

    /// - Parameter outcome: a reason's name.
    private func close(
        _ outcome: String, _ order: DispatchOrder, _ request: AccessRequest, now: Instant, in tx: any Transaction
    ) throws {
        switch request.state {
        case .confirmed, .withStaff: try AccessRequests(tx).apply(.close, to: request.id, now: now)
        // Something left under it before, and opens nothing now.
        case .dispatched: try AccessRequests(tx).apply(.lapse, to: request.id, now: now)
        case .lapsed, .started, .closed, .redeemed: break
        }
        try Outbox(tx).settle(order, outcome: outcome, now: now)
        try AuditTrail(tx, random: base.random).append(
            .closeRequest, subject: request.id.text, object: order.id.text, detail: outcome, now: now)
    }
}

extension AccessRequest {
    /// Lapsed ones too: a mail server may have been away for longer than a code lives.
    fileprivate var awaitsDispatch: Bool {
        switch state {
        case .confirmed, .dispatched, .withStaff, .lapsed: true
        case .started, .closed, .redeemed: false
        }
    }
}
