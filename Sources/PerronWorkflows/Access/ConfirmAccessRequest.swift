import PerronDomain
import PerronSecrets
import PerronStorage

/// « Valider votre choix »: the same rows for every number, in one transaction, and the same answer for everyone.
package struct ConfirmAccessRequest: Sendable {
    package enum Decision: Sendable, Equatable {
        case confirmed(FollowUp)
        /// This number was asked for very often in the last hour, by whomever.
        case slowDown(until: Instant)
        /// There is no such request any more, or it waited too long.
        case gone
    }

    private let base: Foundations
    private let numbers: KeyedDigest
    private let wakeWorker: @Sendable () -> Void

    /// - Parameter wakeWorker: called once the order is on disk, so that a worker in this process starts at once.
    package init(_ base: Foundations, wakeWorker: @escaping @Sendable () -> Void) {
        self.base = base
        self.wakeWorker = wakeWorker
        numbers = KeyedDigest(keys: base.keys, purpose: .quota)
    }

    package func callAsFunction(_ id: Identifier<AccessRequest>, channel: AccessChannel) async throws -> Decision {
        let now = base.clock.now()
        let followUp = FollowUpNumber.random(from: base.random)
        let decision: Decision = try await base.database.write { tx in
            guard let request = try AccessRequests(tx).find(id) else { return .gone }
            if let earlier = FollowUp(request, schedule: base.schedule) { return .confirmed(earlier) }
            return try confirm(request, channel: channel, followUp: followUp, now: now, in: tx)
        }
        if case .confirmed = decision { wakeWorker() }
        return decision
    }

    private func confirm(
        _ request: AccessRequest, channel: AccessChannel, followUp: FollowUpNumber, now: Instant, in tx: any Transaction
    ) throws -> Decision {
        let subject = numbers.bytes(of: request.number.digits)
        let recent = try Quotas(tx).instants(.request, subject: subject, since: now.subtracting(.hours(1)))
        switch RequestPolicy().admit(requests: recent, now: now) {
        case .slowDown(let until): return .slowDown(until: until)
        case .admit: break
        }
        let oldest = now.subtracting(base.limits.access.formLife)
        guard
            try AccessRequests(tx).confirm(
                request.id, channel: channel, followUp: followUp.canonical, startedAfter: oldest, now: now)
        else { return .gone }
        let order: Identifier<DispatchOrder> = base.newID(now)
        try Quotas(tx).count(.request, subject: subject, at: now, random: base.random)
        try Outbox(tx).enqueue(order, request: request.id, channel: channel, now: now)
        try AuditTrail(tx, random: base.random)
            .append(.confirmRequest, subject: request.id.text, object: order.text, detail: channel.rawValue, now: now)
        return .confirmed(
            FollowUp(number: followUp, arrival: base.schedule.arrival(channel: channel, confirmedAt: now), confirmedAt: now))
    }
}
