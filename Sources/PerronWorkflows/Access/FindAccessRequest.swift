import PerronDomain
import PerronStorage

/// Where the request stands that a browser carries, for the page that asks how the provisional password should come.
package struct FindAccessRequest: Sendable {
    package enum Finding: Sendable, Equatable {
        /// Started, waits for « Valider votre choix ».
        /// - letterBy: the latest day on which a letter asked for now arrives in mainland France.
        case waiting(FileNumber, letterBy: CalendarDay)
        case confirmed
        /// There is no such request any more, or it waited too long.
        case gone
    }

    private let base: Foundations

    package init(_ base: Foundations) {
        self.base = base
    }

    package func callAsFunction(_ id: Identifier<AccessRequest>) async throws -> Finding {
        let now = base.clock.now()
        guard let request = try await base.database.read({ tx in try AccessRequests(tx).find(id) }) else { return .gone }
        if request.confirmedAt != nil { return .confirmed }
        guard request.state == .started, now - request.startedAt < base.limits.access.formLife else { return .gone }
        return .waiting(request.number, letterBy: base.schedule.arrival(channel: .letter, confirmedAt: now).mainlandBy)
    }
}
