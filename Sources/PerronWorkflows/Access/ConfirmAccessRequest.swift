import PerronDomain
import PerronSecrets
import PerronStorage

/// « Valider votre choix »: the same rows for every number, in one transaction, and the same answer for everyone.
package struct ConfirmAccessRequest: Sendable {
    package enum Decision: Sendable, Equatable {
        case confirmed(FollowUp)
        /// This number was asked for very often in the last hour, from this network; what others do holds nobody back.
        case slowDown(until: Instant)
        /// There is no such request any more, or it waited too long.
        case gone
    }

    private let base: Foundations
    private let numbers: KeyedDigest
    private let networks: NetworkRequests
    let wakeWorker: @Sendable () -> Void

    /// - Parameter wakeWorker: called once the order is on disk, so that a worker in this process starts at once.
    package init(_ base: Foundations, wakeWorker: @escaping @Sendable () -> Void) {
        self.base = base
        self.wakeWorker = wakeWorker
        numbers = KeyedDigest(keys: base.keys, purpose: .quota)
        networks = NetworkRequests(base)
    }

    /// - Parameter language: spoken at « Valider votre choix »; what is sent speaks it.
    package func callAsFunction(
        _ id: Identifier<AccessRequest>, channel: AccessChannel, language: Language
    ) async throws -> Decision {
        let now = base.clock.now()
        let followUp = FollowUpNumber.random(from: base.random)
        let decision: Decision = try await base.database.write(.guarded) { tx in
            guard let request = try AccessRequests(tx).hold(id, dialect: base.database.dialect) else { return .gone }
            if let earlier = FollowUp(request, schedule: base.schedule) { return .confirmed(earlier) }
            if case .slowDown(let until) = try admit(request.number, from: request.network, now: now, in: tx) {
                return .slowDown(until: until)
            }
            return try confirm(request, channel: channel, language: language, followUp: followUp, now: now, in: tx)
                .map(Decision.confirmed) ?? .gone
        }
        if case .confirmed = decision { wakeWorker() }
        return decision
    }

    /// Whether one more request for this number is taken from this network.
    func admit(_ number: FileNumber, from network: [UInt8], now: Instant, in tx: any Transaction) throws -> RequestAdmission {
        let subject = subject(of: number, from: network)
        try Quotas(tx).hold(subject: subject, dialect: base.database.dialect)
        let recent = try Quotas(tx).instants(.request, subject: subject, since: now.subtracting(.hours(1)))
        return RequestPolicy().admit(requests: recent, now: now)
    }

    /// Confirms a request that is admitted and orders what it asks for. Nil where it is no longer `started`, or waited too long.
    func confirm(
        _ request: AccessRequest, channel: AccessChannel, language: Language, followUp: FollowUpNumber, now: Instant, in tx: any Transaction
    ) throws -> FollowUp? {
        let oldest = now.subtracting(base.limits.access.formLife)
        guard
            try AccessRequests(tx).confirm(
                request.id, channel: channel, language: language, followUp: followUp.canonical, startedAfter: oldest, now: now)
        else { return nil }
        let order: Identifier<DispatchOrder> = base.newID(now)
        let subject = subject(of: request.number, from: request.network)
        try Quotas(tx).count(.request, subject: subject, at: now, random: base.random)
        let requests = try networks.inDay(of: request, most: DispatchTurn.mostRequests, in: tx)
        try Outbox(tx).enqueue(
            order, request: request.id, channel: channel, turn: DispatchTurn.turn(requests: requests), now: now)
        try AuditTrail(tx, random: base.random)
            .append(.confirmRequest, subject: request.id.text, object: order.text, detail: channel.rawValue, now: now)
        return FollowUp(number: followUp, arrival: base.schedule.arrival(channel: channel, confirmedAt: now), confirmedAt: now)
    }

    private func subject(of number: FileNumber, from network: [UInt8]) -> [UInt8] {
        numbers.bytes(of: "\(number.digits) \(hexadecimal(network))")
    }
}
