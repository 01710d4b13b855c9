import PerronDomain
import PerronStorage

/// The steps of a batch's hand-over, each one transaction: `open` until it is written in full, `written` until it is seen in its place or
/// confirmed by its carrier.
package struct HandOverBatch: Sendable {
    private let base: Foundations

    package init(_ base: Foundations) {
        self.base = base
    }

    /// Called once everything is written and synced beside its place, before it is moved there.
    ///
    /// - Parameters:
    ///   - sha256: of the manifest, by which it is recognised afterwards.
    ///   - holder: who must still hold the lease on letters.
    /// - Returns: false if another worker has taken over; nothing may be moved then.
    package func markWritten(_ id: Identifier<LetterBatch>, sha256: String, letters: Int, holder: LeaseHolder) async throws -> Bool {
        try await base.database.write { tx in
            guard try Leases(tx).isHeld(.letters, by: holder) else { return false }
            return try LetterBatches(tx).markWritten(id, sha256: sha256, letters: letters)
        }
    }

    /// Called once the batch stands in its place. Wipes what its letters said; codes that left late live longer, never shorter.
    package func settle(_ id: Identifier<LetterBatch>) async throws {
        let now = base.clock.now()
        try await base.database.write { tx in try settle(id, leftOn: base.civilTime.day(of: now), now: now, in: tx) }
    }

    func settle(_ id: Identifier<LetterBatch>, leftOn day: CalendarDay, now: Instant, in tx: any Transaction) throws {
        let letters = try Letters(tx).batched(in: id)
        guard try LetterBatches(tx).settle(id, now: now) else { return }
        for letter in letters { try extendLife(of: letter, handedOverOn: day, now: now, in: tx) }
        try Letters(tx).settle(batch: id, now: now)
        try TestLetters(tx).settle(batch: id, now: now)
        try closeTasks(about: id, now: now, in: tx)
        try AuditTrail(tx, random: base.random).append(.handOverBatch, subject: id.text, now: now)
    }

    /// The batch can't be written, and that is not a letter's fault: a person is told, once, and the batch waits.
    package func tellStuck(_ id: Identifier<LetterBatch>) async throws {
        let now = base.clock.now()
        try await base.database.write { tx in try tell(.stuckBatch, about: id, detail: nil, now: now, in: tx) }
    }

    /// The batch leaves without the fund's letter to itself.
    package func withdrawTest(from id: Identifier<LetterBatch>) async throws {
        try await base.database.write { tx in try TestLetters(tx).withdraw(from: id) }
    }

    func tell(_ kind: StaffTask.Kind, about id: Identifier<LetterBatch>, detail: String?, now: Instant, in tx: any Transaction) throws {
        try StaffTasks(tx).open(kind, record: nil, batch: id, detail: detail, now: now, random: base.random)
        try StaffTasks(tx).describe(kind, about: id, detail: detail)
    }

    func closeTasks(about id: Identifier<LetterBatch>, now: Instant, in tx: any Transaction) throws {
        for task in try StaffTasks(tx).open(about: id) where try StaffTasks(tx).close(task, now: now) {
            try AuditTrail(tx, random: base.random).append(.closeTask, subject: task.text, now: now)
        }
    }

    /// Nobody can tell whether it left: a person must ask the mail house.
    package func doubt(_ id: Identifier<LetterBatch>) async throws {
        let now = base.clock.now()
        try await base.database.write { tx in
            guard try LetterBatches(tx).doubt(id) else { return }
            try Letters(tx).doubt(batch: id)
            try StaffTasks(tx).open(.unsureHandOver, record: nil, batch: id, now: now, random: base.random)
            try AuditTrail(tx, random: base.random).append(.doubtHandOver, subject: id.text, now: now)
        }
    }

    private func extendLife(of letter: Letter, handedOverOn day: CalendarDay, now: Instant, in tx: any Transaction) throws {
        let late = day.dayNumber - letter.postingDay.dayNumber
        guard late > 0, let code = letter.provisionalID, let lastDay = letter.lastDay else { return }
        try ProvisionalPasswords(tx).extend(code, to: base.schedule.expiry(lastDay: lastDay.adding(days: late)))
        guard let request = try ProvisionalPasswords(tx).find(code)?.requestID,
            try AccessRequests(tx).find(request)?.state == .lapsed
        else { return }
        try AccessRequests(tx).apply(.dispatch, to: request, now: now)
    }
}

/// Takes letters out of their batch that can't be printed, so that the others leave; a person decides about them.
package struct SetLetterAside: Sendable {
    private let base: Foundations

    package init(_ base: Foundations) {
        self.base = base
    }

    /// In one transaction: no write lock is held over 100 ms.
    private static let chunk = 100

    /// Killed midway it has set some aside, and the next run finds the others as they were.
    package func callAsFunction(_ letters: [Letter]) async throws {
        let now = base.clock.now()
        for start in stride(from: 0, to: letters.count, by: Self.chunk) {
            let chunk = letters[start..<min(start + Self.chunk, letters.count)]
            try await base.database.write { tx in
                for letter in chunk { try setAside(letter, asking: .unprintableLetter, now: now, in: tx) }
            }
        }
    }

    func setAside(_ letter: Letter, asking kind: StaffTask.Kind, now: Instant, in tx: any Transaction) throws {
        try Letters(tx).setAside(letter.id)
        let request = try letter.provisionalID.flatMap { try ProvisionalPasswords(tx).find($0)?.requestID }
        if let code = letter.provisionalID { _ = try ProvisionalPasswords(tx).void(code, now: now) }
        if let request, try AccessRequests(tx).find(request)?.state == .dispatched {
            try AccessRequests(tx).apply(.askStaff, to: request, now: now)
        }
        try StaffTasks(tx).open(kind, record: letter.recordID, request: request, letter: letter.id, now: now, random: base.random)
        try AuditTrail(tx, random: base.random).append(
            .askStaff, subject: letter.recordID.text, object: letter.id.text, detail: kind.rawValue, now: now)
    }
}
