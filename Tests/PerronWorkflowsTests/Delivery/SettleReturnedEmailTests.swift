import PerronDomain
import PerronSecrets
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

struct SettleReturnedEmailTests {
    private static let noMailbox = DeliveryReport.Finding.failed(MailStatus("5.1.1")!)
    private static let policy = DeliveryReport.Finding.failed(MailStatus("5.7.1")!)
    private static let givenUp = DeliveryReport.Finding.failed(MailStatus("4.4.1")!)

    @Test(arguments: [SettleReturnedEmailTests.noMailbox, SettleReturnedEmailTests.policy, SettleReturnedEmailTests.givenUp])
    func `what never arrived becomes a letter by itself, and its code opens nothing more`(finding: DeliveryReport.Finding) async throws {
        let house = try await PostHouse()
        let (request, code) = try await house.sent()

        let decision = try await SettleReturnedEmail(house.base)(finding, code.token)

        #expect(decision == .letterInstead)
        #expect(try await house.codes(of: Cast.camille.number).allSatisfy { !$0.isAlive(at: house.clock.now()) })
        guard case .letter = try await house.decide() else { return #expect(Bool(false), "no letter") }
        #expect(try await house.verbs(of: request.text).contains(.returnEmail))
    }

    @Test
    func `an address that doesn't exist is written to no more, in whoever's file, until it changes or shows that it lives`() async throws {
        let house = try await PostHouse()
        let (_, code) = try await house.sent(to: Cast.paul)
        _ = try await SettleReturnedEmail(house.base)(Self.noMailbox, code.token)
        _ = try await house.decide()

        try await house.order(Cast.anne.number, by: .email)
        let other = try await house.decide()
        let revived = try await ReviveAddress(house.base)(Cast.anne.email!)
        house.clock.advance(.days(1))
        try await house.order(Cast.paul.number, by: .email)
        let again = try await house.decide()

        guard case .letter = other else { return #expect(Bool(false), "no letter: \(other)") }
        #expect(revived)
        guard case .handOver = again else { return #expect(Bool(false), "no e-mail: \(again)") }
        #expect(try await !ReviveAddress(house.base)(Cast.anne.email!))
    }

    @Test(arguments: [SettleReturnedEmailTests.policy, SettleReturnedEmailTests.givenUp])
    func `a message that was refused, or a server that is away, says nothing of the address`(finding: DeliveryReport.Finding) async throws {
        let house = try await PostHouse()
        let (_, code) = try await house.sent()

        _ = try await SettleReturnedEmail(house.base)(finding, code.token)

        #expect(try await !house.isDead(Cast.camille.email!))
    }

    @Test
    func `the same report twice, and a second try's, change nothing more`() async throws {
        let house = try await PostHouse()
        let (_, code) = try await house.sent()
        _ = try await SettleReturnedEmail(house.base)(Self.noMailbox, code.token)
        let before = try await house.everything()

        let again = try await SettleReturnedEmail(house.base)(Self.noMailbox, code.token)

        #expect(again == .known)
        #expect(try await house.everything() == before)
    }

    @Test
    func `a report with a token of nobody's changes nothing`() async throws {
        let house = try await PostHouse()
        _ = try await house.sent()
        let before = try await house.everything()

        let forged = try await SettleReturnedEmail(house.base)(Self.noMailbox, ReturnToken(bytes: Array(0..<15)))

        #expect(forged == .stranger)
        #expect(try await house.everything() == before)
    }

    @Test
    func `a delay is noted, and nothing follows`() async throws {
        let house = try await PostHouse()
        let (request, code) = try await house.sent()

        let decision = try await SettleReturnedEmail(house.base)(.delayed(MailStatus("4.4.1")!), code.token)

        #expect(decision == .delayed)
        #expect(try await house.verbs(of: request.text).contains(.returnEmail))
        #expect(try await house.codes(of: Cast.camille.number).allSatisfy { $0.isAlive(at: house.clock.now()) })
        #expect(try await LeaseDispatch(house.base).any() == nil)
    }

    @Test
    func `an e-mail whose code was used has arrived, whatever comes back`() async throws {
        let house = try await PostHouse()
        let (_, code) = try await house.sent()
        let record = try await house.record(Cast.camille.number).id
        try await house.database.write { [now = house.clock.now()] tx in
            _ = try ProvisionalPasswords(tx).redeem(code.codeID, of: record, now: now)
        }

        let decision = try await SettleReturnedEmail(house.base)(Self.noMailbox, code.token)

        #expect(decision == .arrived)
        #expect(try await !house.isDead(Cast.camille.email!))
    }

    @Test
    func `past the quota of letters a person is asked`() async throws {
        let house = try await PostHouse()
        try await house.order(Cast.camille.number, by: .letter)
        _ = try await house.decide()
        let (request, code) = try await house.sent()

        let decision = try await SettleReturnedEmail(house.base)(Self.noMailbox, code.token)

        #expect(decision == .askedStaff)
        #expect(try await house.openTasks() == [.emailRefused])
        #expect(try await house.request(request) == .withStaff)
    }

    @Test
    func `a report that comes when the code has long run out still has a letter leave`() async throws {
        let house = try await PostHouse()
        let (request, code) = try await house.sent()
        house.clock.advance(.days(5))
        while try await Housekeeping(house.base)() > 0 {}

        let decision = try await SettleReturnedEmail(house.base)(Self.givenUp, code.token)

        #expect(decision == .letterInstead)
        guard case .letter = try await house.decide() else { return #expect(Bool(false), "no letter") }
        #expect(try await house.request(request) == .dispatched)
    }

    @Test
    func `an order in doubt whose e-mail came back is tried again by letter`() async throws {
        let house = try await PostHouse()
        try await house.order(Cast.camille.number, by: .email)
        let code = try await house.handOver()
        _ = try await SettleEmail(house.base)(code, .unsure)

        let decision = try await SettleReturnedEmail(house.base)(Self.noMailbox, code.token)
        house.clock.advance(.minutes(1))

        #expect(decision == .noted)
        guard case .letter = try await house.decide() else { return #expect(Bool(false), "no letter") }
        #expect(try await LeaseDispatch(house.base).any() == nil)
    }

    @Test
    func `an address that a member gave, and whose code came back, waits no more and may be given again`() async throws {
        let house = try await PostHouse()
        let email = EmailAddress("henri.lefevre@exemple.fr")!
        let record = try await house.record(Cast.henri.number)
        let (point, id): (Identifier<ContactPoint>, Identifier<Notice>) = (
            house.base.newID(house.clock.now()), house.base.newID(house.clock.now())
        )
        try await house.database.write { [now = house.clock.now()] tx in
            try ContactPoints(tx).insert(point, record: record.id, email: email, now: now)
            try Notices(tx).enqueue(
                Notice(id: id, recordID: record.id, kind: .confirmEmail, email: email, language: .french, aboutAt: now))
        }
        let notice = try #require(try await DecideNotice(house.base).lease())
        guard case .handOver(let outgoing) = try await DecideNotice(house.base)(notice) else { return #expect(Bool(false), "no e-mail") }
        try await SettleNotice(house.base)(outgoing.notice, .delivered)

        let decision = try await SettleReturnedEmail(house.base)(Self.noMailbox, outgoing.token)

        #expect(decision == .noted)
        #expect(try await house.isDead(email))
        #expect(try await house.database.read { tx in try ContactPoints(tx).current(of: record.id) }.isEmpty)
        #expect(try await house.verbs(of: record.id.text).contains(.returnEmail))
    }

    @Test
    func `where an e-mail went is stored as a digest, and a token tells nothing of its order`() async throws {
        let house = try await PostHouse()
        let (_, code) = try await house.sent()

        let rows = try await house.database.read { [dialect = house.database.dialect] tx in try tx.everyRow(dialect)["dispatch"] ?? [] }

        #expect(rows.count == 1 && !rows[0].contains("@") && !rows[0].lowercased().contains("camille"))
        #expect(ReturnTokens(keys: PostHouse.keys(2)).token(of: code.order.id.text) != code.token)
    }

    @Test
    func `dead addresses are forgotten in the end`() async throws {
        let house = try await PostHouse()
        let (_, code) = try await house.sent()
        _ = try await SettleReturnedEmail(house.base)(Self.noMailbox, code.token)

        house.clock.advance(.days(400))
        while try await Housekeeping(house.base)() > 0 {}

        #expect(try await !house.isDead(Cast.camille.email!))
    }
}

extension PostHouse {
    /// A code that a mail server has taken.
    fileprivate func sent(to person: Cast.Person = Cast.camille) async throws -> (request: Identifier<AccessRequest>, code: OutgoingCode) {
        let request = try await order(person.number, by: .email).request
        let code = try await handOver()
        _ = try await SettleEmail(base)(code, .delivered)
        return (request, code)
    }

    fileprivate func isDead(_ email: EmailAddress) async throws -> Bool {
        try await database.read { tx in try DeadAddresses(tx).holds(email) }
    }

    fileprivate func everything() async throws -> [String: [String]] {
        try await database.read { [dialect = database.dialect] tx in try tx.everyRow(dialect) }
    }
}
