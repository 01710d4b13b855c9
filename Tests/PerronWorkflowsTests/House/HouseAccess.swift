import PerronDomain
import PerronSecrets
import PerronStorage
import PerronTestSupport
import PerronWorkflows

extension House {
    /// A proof as the page's script makes it.
    func proof(_ form: RobotCheck.Form = .access, network: Network = .local) async throws -> RobotProof {
        let offer = try await OfferRobotCheck(base)(form, network: network)
        return .work(challenge: offer.challenge.text, solution: ProofOfWork.solve(offer.challenge))
    }

    func start(_ number: FileNumber, from network: Network = .local) async throws -> Identifier<AccessRequest> {
        let decision = try await StartAccessRequest(base)(
            number: number, language: .french, proof: proof(network: network), network: network)
        guard case .started(let id) = decision else { throw NotThere() }
        return id
    }

    func confirmed(
        _ number: FileNumber, _ channel: AccessChannel = .email, from network: Network = .local
    ) async throws -> Identifier<AccessRequest> {
        let id = try await start(number, from: network)
        guard case .confirmed = try await confirm(id, channel: channel, language: .french) else { throw NotThere() }
        return id
    }

    /// Asks, and makes the code that the worker would make; what the member then holds.
    func code(
        for person: Cast.Person, _ channel: AccessChannel = .email, life: Duration? = nil
    ) async throws -> (clear: ProvisionalPassword, id: Identifier<ProvisionalPasswordDigest>) {
        let request = try await confirmed(person.number, channel)
        let record = try await record(person)
        let clear = ProvisionalPassword.random(from: random)
        let digest = ProvisionalPasswordDigests(keys: base.keys).digest(of: clear, for: record.id)
        let now = clock.now()
        let id: Identifier<ProvisionalPasswordDigest> = base.newID(now)
        try await database.write { [limits, random] tx in
            guard let orderID: Identifier<DispatchOrder> = try tx.first("SELECT id FROM dispatch WHERE request_id = \(request)")?.id("id"),
                let order = try Outbox(tx).find(orderID)
            else { throw NotThere() }
            try ProvisionalPasswords(tx).insert(
                ProvisionalPasswordDigest(
                    id: id, recordID: record.id, order: order, channel: channel, digest: digest.bytes, keyID: digest.keyID, madeAt: now,
                    expiresAt: now.adding(life ?? limits.access.emailCodeLife)))
            try AccessRequests(tx).apply(.dispatch, to: request, now: now)
            try Outbox(tx).settle(order, outcome: channel.rawValue, now: now)
            try AuditTrail(tx, random: random).append(.makeCode, subject: record.id.text, object: id.text, now: now)
        }
        return (clear, id)
    }

    func find(_ code: Identifier<ProvisionalPasswordDigest>) async throws -> ProvisionalPasswordDigest {
        let found = try await database.read { tx in try ProvisionalPasswords(tx).find(code) }
        guard let found else { throw NotThere() }
        return found
    }
}
