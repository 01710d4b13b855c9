import PerronDomain
import PerronSecrets
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

struct DecideDispatchTests {
    @Test
    func `an e-mail order makes a code, stores its digest alone and says what must be handed over`() async throws {
        let house = try await PostHouse()
        let ordered = try await house.order(Cast.camille.number, by: .email, language: .english)

        let code = try await house.handOver()

        let stored = try #require(try await house.codes(of: Cast.camille.number).first)
        let digest = StoredDigest(keyID: stored.keyID, bytes: stored.digest)
        #expect(code.email == Cast.camille.email)
        #expect(code.language == .english)
        #expect(code.expiresAt == FixedClock.start.adding(.hours(24)))
        #expect(ProvisionalPasswordDigests(keys: house.base.keys).verify(code.code, for: stored.recordID, against: digest))
        #expect(try await house.order(ordered.order) == .handingOver)
        #expect(try await house.request(ordered.request) == .dispatched)
        #expect(try await house.verbs(of: ordered.request.text) == [.dispatchRequest])
        #expect("\(code) \(String(reflecting: code))".contains(code.code.canonical) == false)
    }

    @Test
    func `a letter order puts an encrypted letter into the spool and is settled`() async throws {
        let house = try await PostHouse()
        let ordered = try await house.order(Cast.henri.number, by: .letter)

        let decision = try await house.decide()

        guard case .letter(let id) = decision else { return #expect(Bool(false), "no letter") }
        let letter = try #require(try await house.database.read { tx in try Letters(tx).find(id) })
        let code = try #require(try await house.codes(of: Cast.henri.number).first)
        let spool = try #require(letter.spool)
        #expect(letter.postingDay.iso == "2026-11-24")
        #expect(letter.lastDay?.iso == "2026-12-15")
        #expect(code.expiresAt == house.base.schedule.expiry(lastDay: try #require(letter.lastDay)))
        #expect(String(decoding: spool, as: UTF8.self).contains("LEF") == false)
        #expect(try await house.order(ordered.order) == .settled)
        #expect(try await house.request(ordered.request) == .dispatched)
    }

    @Test
    func `who chose e-mail and has none on file gets a letter`() async throws {
        let house = try await PostHouse()
        try await house.order(Cast.henri.number, by: .email)

        let decision = try await house.decide()

        guard case .letter = decision else { return #expect(Bool(false), "no letter") }
    }

    @Test
    func `a minor's letter speaks to whoever represents her`() async throws {
        let house = try await PostHouse()
        try await house.order(Cast.lina.number, by: .letter)
        _ = try await house.decide()

        _ = try await GatherBatch(house.base)(.atOnce)
        let batch = try #require(try await ReadBatch(house.base)())

        #expect(batch.letters.map { $0.contents?.isRepresented } == [true])
    }

    @Test
    func `a deceased holder's order becomes a task, asked once`() async throws {
        let house = try await PostHouse()
        let first = try await house.order(Cast.rene.number, by: .email)
        let second = try await house.order(Cast.rene.number, by: .letter)

        let decisions = [try await house.decide(), try await house.decide()]

        for case .askedStaff(let reason) in decisions { #expect(reason == .deceased) }
        #expect(try await house.openTasks() == [.deceased])
        #expect(try await house.request(first.request) == .withStaff)
        #expect(try await house.request(second.request) == .withStaff)
        #expect(try await house.codes(of: Cast.rene.number).isEmpty)
    }

    @Test
    func `for a number that is nobody's nothing leaves and the request is closed`() async throws {
        let house = try await PostHouse()
        let ordered = try await house.order(Cast.nobody, by: .email)

        let decision = try await house.decide()

        guard case .nothing(.unknownNumber) = decision else { return #expect(Bool(false), "something left") }
        #expect(try await house.request(ordered.request) == .closed)
        #expect(try await house.order(ordered.order) == .settled)
    }

    @Test
    func `a second e-mail within two minutes and a second letter within a day don't leave`() async throws {
        let house = try await PostHouse()

        var decisions: [DecideDispatch.Decision] = []
        for _ in 0..<2 {
            try await house.order(Cast.camille.number, by: .email)
            decisions.append(try await house.decide())
        }
        for _ in 0..<2 {
            try await house.order(Cast.henri.number, by: .letter)
            decisions.append(try await house.decide())
        }

        guard case .handOver = decisions[0], case .nothing(.emailQuota) = decisions[1] else { return #expect(Bool(false), "e-mails") }
        guard case .letter = decisions[2], case .nothing(.letterQuota) = decisions[3] else { return #expect(Bool(false), "letters") }
    }

    @Test
    func `an order whose request was redeemed meanwhile is over`() async throws {
        let house = try await PostHouse()
        let ordered = try await house.order(Cast.camille.number, by: .email)
        _ = try await house.handOver()
        try await house.database.write { [now = house.clock.now()] tx in
            try AccessRequests(tx).apply(.redeem, to: ordered.request, now: now)
        }

        house.clock.advance(.minutes(3))
        let decision = try await house.decide()

        guard case .over = decision else { return #expect(Bool(false), "sent again") }
        #expect(try await house.order(ordered.order) == .settled)
        #expect(try await house.codes(of: Cast.camille.number).count == 1)
    }

    @Test
    func `an order is over once a password was chosen after it was asked for`() async throws {
        let house = try await PostHouse()
        let ordered = try await house.order(Cast.henri.number, by: .letter)
        house.clock.advance(.minutes(1))
        let record = try await house.record(Cast.henri.number).id
        try await house.database.write { [now = house.clock.now()] tx in try Accounts(tx).set(password: "$", of: record, now: now) }

        let decision = try await house.decide()

        guard case .over = decision else { return #expect(Bool(false), "a letter") }
        #expect(try await house.order(ordered.order) == .settled)
        #expect(try await house.request(ordered.request) == .closed)
        #expect(try await house.codes(of: Cast.henri.number).isEmpty)
    }

    @Test
    func `a letter after a hand-over in doubt leaves the e-mail's code alive`() async throws {
        let house = try await PostHouse()
        try await house.order(Cast.camille.number, by: .email)
        let sent = try await house.handOver()
        _ = try await SettleEmail(house.base)(sent, .unsure)
        try await house.database.write { tx in try tx.execute("UPDATE pension_record SET registry_email = NULL") }

        house.clock.advance(.minutes(1))
        let decision = try await house.decide()

        guard case .letter = decision else { return #expect(Bool(false), "no letter") }
        let alive = try await house.codes(of: Cast.camille.number).filter { $0.isAlive(at: house.clock.now()) }
        #expect(Set(alive.map(\.channel)) == [.email, .letter])
        #expect(alive.contains { $0.id == sent.codeID })
    }

    @Test
    func `letters never stand before e-mails`() async throws {
        let house = try await PostHouse()
        try await house.order(Cast.henri.number, by: .letter)
        house.clock.advance(.milliseconds(1))
        let email = try await house.order(Cast.camille.number, by: .email)

        let first = try await LeaseDispatch(house.base)(.emails)

        #expect(first?.id == email.order)
        #expect(try await LeaseDispatch(house.base)(.emails) == nil)
        #expect(try await LeaseDispatch(house.base)(.letters) != nil)
    }
}

extension PostHouse {
    /// Leases the next order and decides it.
    func decide() async throws -> DecideDispatch.Decision {
        guard let order = try await LeaseDispatch(base).any() else { throw Missing() }
        return try await DecideDispatch(base)(order)
    }

    /// The same, where an e-mail must come of it.
    func handOver() async throws -> OutgoingCode {
        guard case .handOver(let code) = try await decide() else { throw Missing() }
        return code
    }
}
