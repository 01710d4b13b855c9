import PerronDomain
import PerronSecrets
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

struct DecideNoticeTests {
    @Test
    func `a chosen password is told by e-mail, once`() async throws {
        let house = try await PostHouse()
        try await house.notice(.passwordChosen, Cast.camille.number, to: Cast.camille.email)

        let outgoing = try await house.handOverNotice()
        try await SettleNotice(house.base)(outgoing.notice, .delivered)

        guard case .passwordChanged(let at) = outgoing.body else { return #expect(Bool(false), "another notice") }
        #expect(at == FixedClock.start)
        #expect(outgoing.email == Cast.camille.email)
        #expect(try await DecideNotice(house.base).lease() == nil)
    }

    @Test
    func `a first opening by e-mail is told by letter`() async throws {
        let house = try await PostHouse()
        try await house.notice(.openedByEmail, Cast.camille.number, to: nil)

        let notice = try #require(try await DecideNotice(house.base).lease())
        guard case .letter = try await DecideNotice(house.base)(notice) else { return #expect(Bool(false), "no letter") }
        _ = try await GatherBatch(house.base)(.atOnce)
        let contents = try #require(try await ReadBatch(house.base)()?.letters.first?.contents)

        guard case .passwordOpened(let day) = contents.body else { return #expect(Bool(false), "another letter") }
        #expect(day.iso == "2026-11-24")
    }

    @Test
    func `an address that a member gave gets a code, whose digest is stored when it is sent`() async throws {
        let house = try await PostHouse()
        let email = EmailAddress("henri.lefevre@exemple.fr")!
        let record = try await house.record(Cast.henri.number)
        let point: Identifier<ContactPoint> = house.base.newID(house.clock.now())
        try await house.database.write { [now = house.clock.now()] tx in
            try ContactPoints(tx).insert(point, record: record.id, email: email, now: now)
        }
        try await house.notice(.confirmEmail, Cast.henri.number, to: email)

        let outgoing = try await house.handOverNotice()

        guard case .emailConfirmation(let code, _) = outgoing.body else { return #expect(Bool(false), "no code") }
        let digest = ProvisionalPasswordDigests(keys: house.base.keys).digest(of: code, for: record.id)
        let awaiting = try await house.database.read { [now = house.clock.now()] tx in
            try ContactPoints(tx).awaiting(digest.bytes, of: record.id, now: now)
        }
        #expect(awaiting?.email == email)
    }

    @Test
    func `an address's code that may have arrived is sent again, and is the same one`() async throws {
        let house = try await PostHouse()
        let email = EmailAddress("henri.lefevre@exemple.fr")!
        let record = try await house.record(Cast.henri.number)
        let point: Identifier<ContactPoint> = house.base.newID(house.clock.now())
        try await house.database.write { [now = house.clock.now()] tx in
            try ContactPoints(tx).insert(point, record: record.id, email: email, now: now)
        }
        try await house.notice(.confirmEmail, Cast.henri.number, to: email)

        var codes: [String] = []
        for _ in 0..<5 {
            let outgoing = try await house.handOverNotice()
            guard case .emailConfirmation(let code, _) = outgoing.body else { return #expect(Bool(false), "no code") }
            codes.append(code.canonical)
            try await SettleNotice(house.base)(outgoing.notice, .unsure)
            house.clock.advance(.hours(1))
        }

        #expect(codes.count == 5)
        #expect(Set(codes).count == 1)
        #expect(try await DecideNotice(house.base).lease() == nil)
    }

    @Test
    func `a worker whose lease ran out changes nothing of a notice any more`() async throws {
        let house = try await PostHouse()
        try await house.notice(.passwordChanged, Cast.camille.number, to: Cast.camille.email)
        let late = try #require(try await DecideNotice(house.base).lease())
        house.clock.advance(LeaseDispatch.term + .seconds(1))
        let current = try #require(try await DecideNotice(house.base).lease())

        try await SettleNotice(house.base)(late, .refused(code: 550))
        guard case .over = try await DecideNotice(house.base)(late) else { return #expect(Bool(false), "decided twice") }
        guard case .handOver = try await DecideNotice(house.base)(current) else { return #expect(Bool(false), "settled by the late one") }
    }

    @Test
    func `notices of replaced addresses wait for all others`() async throws {
        let house = try await PostHouse()
        try await house.notice(.emailReplaced, Cast.paul.number, to: EmailAddress("avant@exemple.fr"))
        house.clock.advance(.minutes(1))
        try await house.notice(.passwordChanged, Cast.camille.number, to: Cast.camille.email)

        let kinds = [try await DecideNotice(house.base).lease()?.kind, try await DecideNotice(house.base).lease()?.kind]

        #expect(kinds == [.passwordChanged, .emailReplaced])
    }

    @Test
    func `letters of notices count in the day's budget, and wait for the next day when it is spent`() async throws {
        var limits = Limits()
        limits.letters.dailyBudget = 1
        let house = try await PostHouse(limits: limits)
        for person in [Cast.camille, Cast.henri] { try await house.notice(.openedByEmail, person.number, to: nil) }

        let first = try await DecideNotice(house.base)(try #require(try await DecideNotice(house.base).lease()))
        let second = try await DecideNotice(house.base)(try #require(try await DecideNotice(house.base).lease()))
        let tooEarly = try await DecideNotice(house.base).lease()
        house.clock.advance(.days(1))
        let nextDay = try await DecideNotice(house.base)(try #require(try await DecideNotice(house.base).lease()))

        guard case .letter = first, case .held = second, case .letter = nextDay else { return #expect(Bool(false), "budget") }
        #expect(tooEarly == nil)
    }

    @Test
    func `nothing is told about a closed file`() async throws {
        let house = try await PostHouse()
        try await house.notice(.passwordChanged, Cast.camille.number, to: Cast.camille.email)
        try await house.database.write { tx in try tx.execute("UPDATE pension_record SET closed_at = 1") }

        let decision = try await DecideNotice(house.base)(try #require(try await DecideNotice(house.base).lease()))

        guard case .over = decision else { return #expect(Bool(false), "told") }
    }

    @Test
    func `a notice that the server does not take is tried again, and given up after five days`() async throws {
        let house = try await PostHouse()
        try await house.notice(.passwordChanged, Cast.camille.number, to: Cast.camille.email)

        try await SettleNotice(house.base)(try await house.handOverNotice().notice, .deferred(code: 451))
        let tooEarly = try await DecideNotice(house.base).lease()
        house.clock.advance(.days(6))
        try await SettleNotice(house.base)(try await house.handOverNotice().notice, .deferred(code: 451))
        house.clock.advance(.days(1))

        #expect(tooEarly == nil)
        #expect(try await DecideNotice(house.base).lease() == nil)
    }

    @Test(arguments: ["5.1.1", "5.6.7"])
    func `an address that the server refuses at once waits for its code no more`(status: String) async throws {
        let house = try await PostHouse()
        let email = EmailAddress("henri.lefevre@exemple.fr")!
        let record = try await house.give(email, to: Cast.henri.number)
        let outgoing = try await house.handOverNotice()

        try await SettleNotice(house.base)(outgoing.notice, .refused(code: 550, status: MailStatus(status)))

        #expect(try await house.database.read { tx in try ContactPoints(tx).current(of: record) }.isEmpty)
        #expect(try await house.database.read { tx in try DeadAddresses(tx).holds(email) } == (status == "5.1.1"))
        #expect(try await DecideNotice(house.base).lease() == nil)
    }

    @Test
    func `an address whose confirmation is refused for the message's sake goes on waiting`() async throws {
        let house = try await PostHouse()
        let record = try await house.give(EmailAddress("henri.lefevre@exemple.fr")!, to: Cast.henri.number)
        let outgoing = try await house.handOverNotice()

        try await SettleNotice(house.base)(outgoing.notice, .refused(code: 552))

        #expect(try await house.database.read { tx in try ContactPoints(tx).current(of: record) }.count == 1)
    }
}

extension PostHouse {
    /// An address that a member gave, and the notice that shall carry its code.
    fileprivate func give(_ email: EmailAddress, to number: FileNumber) async throws -> Identifier<PensionRecord> {
        let record = try await record(number).id
        let point: Identifier<ContactPoint> = base.newID(clock.now())
        try await database.write { [now = clock.now()] tx in
            try ContactPoints(tx).insert(point, record: record, email: email, now: now)
        }
        try await notice(.confirmEmail, number, to: email)
        return record
    }

    fileprivate func notice(_ kind: Notice.Kind, _ number: FileNumber, to email: EmailAddress?) async throws {
        let now = clock.now()
        let record = try await record(number).id
        let notice = Notice(id: base.newID(now), recordID: record, kind: kind, email: email, language: .french, aboutAt: now)
        try await database.write { tx in try Notices(tx).enqueue(notice) }
    }

    fileprivate func handOverNotice() async throws -> OutgoingNotice {
        guard let notice = try await DecideNotice(base).lease(),
            case .handOver(let outgoing) = try await DecideNotice(base)(notice)
        else { throw Missing() }
        return outgoing
    }
}
