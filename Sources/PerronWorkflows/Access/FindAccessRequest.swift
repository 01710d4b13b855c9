import PerronDomain
import PerronSecrets
import PerronStorage

/// Where the request stands that a browser carries, for the page that asks how the provisional password should come.
package struct FindAccessRequest: Sendable {
    package enum Finding: Sendable, Equatable {
        /// Started, waits for « Valider votre choix ».
        /// - letterBy: the latest day on which a letter asked for now arrives in mainland France.
        /// - email: where an e-mail would go, if the fund discloses it and the browser is recognised for the file.
        case waiting(FileNumber, letterBy: CalendarDay, email: EmailAddress?)
        case confirmed
        /// There is no such request any more, or it waited too long.
        case gone
    }

    private let base: Foundations

    package init(_ base: Foundations) {
        self.base = base
    }

    /// - Parameter browser: the recognised browser's cookie, if it has one.
    package func callAsFunction(_ id: Identifier<AccessRequest>, browser: Token?) async throws -> Finding {
        let now = base.clock.now()
        return try await base.database.read { tx in
            guard let request = try AccessRequests(tx).find(id) else { return .gone }
            if request.confirmedAt != nil { return .confirmed }
            guard request.state == .started, now - request.startedAt < base.limits.access.formLife else { return .gone }
            return .waiting(
                request.number, letterBy: base.schedule.arrival(channel: .letter, confirmedAt: now).mainlandBy,
                email: try email(of: request.number, shownTo: browser, now: now, in: tx))
        }
    }

    /// Nil unless all three hold: the fund wishes it, the browser is recognised for the file, an e-mail would leave.
    private func email(
        of number: FileNumber, shownTo browser: Token?, now: Instant, in tx: any Transaction
    ) throws -> EmailAddress? {
        switch base.limits.access.disclosure {
        case .uniform: return nil
        case .masked: break
        }
        guard let browser, let record = try PensionRecords(tx).find(number), record.diedOn == nil, record.closedAt == nil,
            try RecognisedBrowsers(tx).find(tokenDigest: browser.digest, record: record.id, now: now) != nil
        else { return nil }
        return try ContactPoints(tx).emailForAccess(of: record, now: now, newAddressDays: base.limits.registry.newAddressDays)
    }
}
