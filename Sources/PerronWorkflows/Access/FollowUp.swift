import PerronDomain
import PerronStorage

/// What step 6 said, and says again to whoever types the follow-up number: worked out from the time and the channel, never from
/// what the worker did.
package struct FollowUp: Sendable, Equatable {
    package let number: FollowUpNumber
    package let arrival: Arrival
    package let confirmedAt: Instant

    init(number: FollowUpNumber, arrival: Arrival, confirmedAt: Instant) {
        self.number = number
        self.arrival = arrival
        self.confirmedAt = confirmedAt
    }

    /// Nil for a request that was never confirmed.
    init?(_ request: AccessRequest, schedule: PostalSchedule) {
        guard let followUp = request.followUp, let channel = request.channel, let confirmedAt = request.confirmedAt else { return nil }
        self.init(
            number: FollowUpNumber(canonical: followUp),
            arrival: schedule.arrival(channel: channel, confirmedAt: confirmedAt),
            confirmedAt: confirmedAt)
    }
}

/// Finds it again: right after step 6 by the request that the browser holds, later by the number itself.
package struct FindFollowUp: Sendable {
    private let base: Foundations

    package init(_ base: Foundations) {
        self.base = base
    }

    package func callAsFunction(_ id: Identifier<AccessRequest>) async throws -> FollowUp? {
        try await base.database.read { [schedule = base.schedule] tx in
            try AccessRequests(tx).find(id).flatMap { FollowUp($0, schedule: schedule) }
        }
    }

    package func callAsFunction(_ number: FollowUpNumber) async throws -> FollowUp? {
        try await base.database.read { [schedule = base.schedule] tx in
            try AccessRequests(tx).find(followUp: number.canonical).flatMap { FollowUp($0, schedule: schedule) }
        }
    }
}
