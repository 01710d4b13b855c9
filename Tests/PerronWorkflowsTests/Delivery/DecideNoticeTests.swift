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
}

extension PostHouse {
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
