import PerronDomain
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

struct HousekeepingTests {
    @Test
    func `a request that nobody confirmed lapses when its form has run out`() async throws {
        let house = try await PostHouse()
        let id: Identifier<AccessRequest> = house.base.newID(house.clock.now())
        let number = Cast.camille.number
        try await house.database.write { [now = house.clock.now()] tx in
            try AccessRequests(tx).insert(
                AccessRequest(id: id, number: number, role: .member, language: .french, isSlowLane: false, network: [1], startedAt: now))
        }

        house.clock.advance(.minutes(119))
        let early = try await Housekeeping(house.base)()
        house.clock.advance(.minutes(2))
        let late = try await Housekeeping(house.base)()

        #expect([early, late] == [0, 1])
        #expect(try await house.request(id) == .lapsed)
        #expect(try await house.verbs(of: id.text) == [.lapseRequest])
    }

    @Test
    func `a request lapses once its last code has run out`() async throws {
        let house = try await PostHouse()
        let ordered = try await house.order(Cast.camille.number, by: .email)
        _ = try await SettleEmail(house.base)(try await house.handOver(), .delivered)

        house.clock.advance(.hours(23))
        let early = try await Housekeeping(house.base)()
        house.clock.advance(.hours(2))
        let late = try await Housekeeping(house.base)()

        #expect([early, late] == [0, 1])
        #expect(try await house.request(ordered.request) == .lapsed)
    }

    @Test
    func `a request whose letter still waits does not lapse, however late`() async throws {
        let house = try await PostHouse()
        let ordered = try await house.order(Cast.henri.number, by: .letter)
        _ = try await house.decide()

        house.clock.advance(.days(35))
        _ = try await Housekeeping(house.base)()

        #expect(try await house.request(ordered.request) == .dispatched)
    }

    @Test
    func `counts older than forty days go, a chunk at a time`() async throws {
        let house = try await PostHouse()
        try await house.database.write { [base = house.base, now = house.clock.now()] tx in
            for _ in 0..<5 { try Quotas(tx).count(.request, subject: [1], at: now, random: base.random) }
        }

        house.clock.advance(.days(41))
        let tidied = [try await Housekeeping(house.base, chunk: 3)(), try await Housekeeping(house.base, chunk: 3)()]

        #expect(tidied == [3, 2])
    }

    @Test
    func `nothing of a person's is left after its time but the account and the file`() async throws {
        let house = try await House()
        let kept = ["account", "pension_record", "schema_migration", "schema_checksum", "audit_beginning", "audit_event", "lease"]
        for person in [Cast.camille, Cast.henri] {
            _ = try await house.opened(person, person.email == nil ? .letter : .email)
            _ = try await house.confirmed(person.number)
            _ = try await house.start(person.number)
        }
        let tables = try await house.counts().filter { $0.value > 0 }.keys
        #expect(Set(tables).isSuperset(of: ["member_session", "recognised_browser", "sign_in", "provisional_password", "access_request"]))
        // The worker has done its part, a person theirs.
        let henri = try await house.record(Cast.henri).id
        try await house.database.write { [base = house.base, now = house.clock.now()] tx in
            try ContactPoints(tx).insert(base.newID(now), record: henri, email: EmailAddress("henri@exemple.fr")!, now: now)
            try tx.execute("UPDATE contact_point SET ended_at = \(now)")
            try StaffTasks(tx).open(.noAddress, record: henri, now: now, random: base.random)
            for task in try StaffTasks(tx).open(limit: 10) { _ = try StaffTasks(tx).close(task.id, now: now) }
            try tx.execute("UPDATE dispatch SET state = 'settled', settled_at = \(now)")
            try tx.execute("UPDATE notice SET state = 'settled', settled_at = \(now)")
        }
        try await seal(house)

        house.clock.advance(.days(367))
        try await tidy(house)

        let left = try await house.counts().filter { $0.value > 0 && !kept.contains($0.key) && !$0.key.hasPrefix("import") }
        #expect(left == [:])
        #expect(try await house.count("account") == 2)
        #expect(try await house.count("audit_event", where: "verb <> 'pruneTrail' AND verb <> 'lapseRequest'") == 0)
    }

    @Test
    func `a session goes a day after its life, a code once nobody may renew it, its letter stays`() async throws {
        let house = try await PostHouse()
        _ = try await house.order(Cast.henri.number, by: .letter)
        _ = try await house.decide()
        try await house.database.write { tx in
            try tx.execute("UPDATE letter SET state = 'withdrawn', spool = NULL, spool_key = NULL")
        }
        let code = try #require(try await house.codes(of: Cast.henri.number).first)
        let session = MemberSession(
            id: house.base.newID(house.clock.now()), recordID: code.recordID, provisionalID: code.id, now: house.clock.now())
        try await house.database.write { tx in try MemberSessions(tx).insert(session, tokenDigest: [1]) }

        house.clock.advance(.hours(32))
        _ = try await Housekeeping(house.base)()
        #expect(try await house.database.read { tx in try MemberSessions(tx).find(tokenDigest: [1]) } != nil)
        house.clock.advance(.seconds(1))
        _ = try await Housekeeping(house.base)()
        #expect(try await house.database.read { tx in try MemberSessions(tx).find(tokenDigest: [1]) } == nil)

        house.clock.set(code.expiresAt.adding(.days(90)))
        _ = try await Housekeeping(house.base)()
        #expect(try await house.codes(of: Cast.henri.number).count == 1)
        house.clock.advance(.seconds(1))
        _ = try await Housekeeping(house.base)()
        #expect(try await house.codes(of: Cast.henri.number).isEmpty)
        let letters = try await house.database.read { tx in try tx.query("SELECT id FROM letter WHERE provisional_id IS NULL").count }
        #expect(letters == 1)
    }

    @Test
    func `a request that a person has still to decide is kept`() async throws {
        let house = try await PostHouse()
        let ordered = try await house.order(Cast.rene.number, by: .letter)
        _ = try await house.decide()
        #expect(try await house.openTasks() == [.deceased])

        house.clock.advance(.days(400))
        _ = try await Housekeeping(house.base)()
        #expect(try await house.request(ordered.request) == .withStaff)

        try await house.database.write { [now = house.clock.now()] tx in
            for task in try StaffTasks(tx).open(limit: 10) { _ = try StaffTasks(tx).close(task.id, now: now) }
        }
        _ = try await Housekeeping(house.base)()
        #expect(try await house.request(ordered.request) == nil)
    }

    private func seal(_ house: House) async throws {
        let sealer = SealAuditTrail(house.base)
        while try await sealer() != nil {}
    }

    private func tidy(_ house: House) async throws {
        while try await Housekeeping(house.base)() > 0 {}
    }
}
