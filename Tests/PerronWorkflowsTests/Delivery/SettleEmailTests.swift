import PerronDomain
import PerronSecrets
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

struct SettleEmailTests {
    @Test
    func `a delivered e-mail settles its order`() async throws {
        let house = try await PostHouse()
        let ordered = try await house.order(Cast.camille.number, by: .email)

        let decision = try await SettleEmail(house.base)(try await house.handOver(), .delivered)

        #expect(decision == .delivered)
        #expect(try await house.order(ordered.order) == .settled)
        #expect(try await LeaseDispatch(house.base).any() == nil)
    }

    @Test
    func `a worker killed before anything left: the retry voids the unsent code and makes a new one`() async throws {
        let house = try await PostHouse()
        try await house.order(Cast.camille.number, by: .email)
        let unsent = try await house.handOver()
        _ = try await SettleEmail(house.base)(unsent, .deferred(code: 0))

        house.clock.advance(house.base.limits.emails.firstRetry)
        let sent = try await house.handOver()

        let codes = try await house.codes(of: Cast.camille.number)
        #expect(unsent.code.canonical != sent.code.canonical)
        #expect(codes.count == 2)
        #expect(codes.filter { $0.isAlive(at: house.clock.now()) }.count == 1)
    }

    @Test
    func `a worker killed after the hand-over began: the e-mail leaves again and both codes live`() async throws {
        let house = try await PostHouse()
        try await house.order(Cast.camille.number, by: .email)
        _ = try await house.handOver()
        let tooEarly = try await LeaseDispatch(house.base).any()

        house.clock.advance(LeaseDispatch.term + .seconds(1))
        _ = try await house.handOver()

        let codes = try await house.codes(of: Cast.camille.number)
        #expect(tooEarly == nil)
        #expect(codes.filter { $0.isAlive(at: house.clock.now()) }.count == 2)
    }

    @Test
    func `a delivered e-mail settles its order, even if its worker says so too late`() async throws {
        let house = try await PostHouse()
        let ordered = try await house.order(Cast.camille.number, by: .email)
        let first = try await house.handOver()
        house.clock.advance(LeaseDispatch.term + .seconds(1))
        let second = try await house.handOver()

        let late = try await SettleEmail(house.base)(first, .delivered)
        let after = try await SettleEmail(house.base)(second, .unsure)

        #expect(late == .delivered)
        #expect(after == .over)
        #expect(try await house.order(ordered.order) == .settled)
    }

    @Test(arguments: [MailOutcome.deferred(code: 451), .refused(code: 550), .unsure], [true, false])
    func `a worker whose lease ran out says too late how it ended: nothing changes`(late: MailOutcome, isSecondDone: Bool) async throws {
        let house = try await PostHouse()
        let ordered = try await house.order(Cast.camille.number, by: .email)
        let first = try await house.handOver()
        house.clock.advance(LeaseDispatch.term + .seconds(1))
        let second = try await house.handOver()
        if isSecondDone { _ = try await SettleEmail(house.base)(second, .delivered) }
        let verbs = try await house.verbs(of: ordered.request.text)

        let decision = try await SettleEmail(house.base)(first, late)

        #expect(decision == .over)
        #expect(try await house.order(ordered.order) == (isSecondDone ? .settled : .handingOver))
        #expect(try await house.codes(of: Cast.camille.number).filter { $0.isAlive(at: house.clock.now()) }.count == 2)
        #expect(try await house.verbs(of: ordered.request.text) == verbs)
        #expect(try await LeaseDispatch(house.base).any() == nil)
        #expect(try await house.openTasks().isEmpty)
    }

    @Test
    func `what an earlier worker may have sent is not voided by a later try that fails`() async throws {
        let house = try await PostHouse()
        try await house.order(Cast.camille.number, by: .email)
        let first = try await house.handOver()
        house.clock.advance(LeaseDispatch.term + .seconds(1))
        _ = try await SettleEmail(house.base)(try await house.handOver(), .deferred(code: 451))

        house.clock.advance(.minutes(1))
        _ = try await house.handOver()

        let record = try await house.record(Cast.camille.number).id
        let digests = ProvisionalPasswordDigests(keys: house.base.keys)
        let alive = try await house.codes(of: Cast.camille.number).filter { $0.isAlive(at: house.clock.now()) }
        #expect(
            alive.contains { digests.verify(first.code, for: record, against: StoredDigest(keyID: $0.keyID, bytes: $0.digest)) })
    }

    @Test
    func `an e-mail that a server does not take is tried again later and later`() async throws {
        let house = try await PostHouse()
        try await house.order(Cast.camille.number, by: .email)

        var pauses: [Duration] = []
        for _ in 0..<9 {
            let code = try await house.handOver()
            guard case .tryAgain(let due) = try await SettleEmail(house.base)(code, .deferred(code: 451)) else { break }
            pauses.append(due - house.clock.now())
            house.clock.set(due)
        }

        #expect(pauses.map(\.wholeSeconds) == [15, 30, 60, 120, 240, 480, 960, 1800, 1800])
    }

    @Test
    func `a refused e-mail becomes a letter under the same request`() async throws {
        let house = try await PostHouse()
        let ordered = try await house.order(Cast.camille.number, by: .email)

        let decision = try await SettleEmail(house.base)(try await house.handOver(), .refused(code: 550))
        let next = try await house.decide()

        #expect(decision == .letterInstead)
        guard case .letter = next else { return #expect(Bool(false), "no letter") }
        #expect(try await house.request(ordered.request) == .dispatched)
        #expect(try await house.codes(of: Cast.camille.number).filter { $0.isAlive(at: house.clock.now()) }.map(\.channel) == [.letter])
    }

    @Test(arguments: [("5.1.1", true), ("5.2.1", true), ("5.2.2", false), ("5.6.7", false), (nil, false)])
    func `an address of which the server says at once that it doesn't exist is written to no more`(status: String?, isDead: Bool)
        async throws
    {
        let house = try await PostHouse()
        try await house.order(Cast.paul.number, by: .email)
        let code = try await house.handOver()

        let decision = try await SettleEmail(house.base)(code, .refused(code: 550, status: status.flatMap { MailStatus($0) }))

        #expect(decision == .letterInstead)
        #expect(try await house.database.read { tx in try DeadAddresses(tx).holds(code.email) } == isDead)
    }

    @Test
    func `a refused e-mail whose letter would pass the quota becomes a task`() async throws {
        let house = try await PostHouse()
        try await house.order(Cast.camille.number, by: .letter)
        _ = try await house.decide()
        let ordered = try await house.order(Cast.camille.number, by: .email)

        let decision = try await SettleEmail(house.base)(try await house.handOver(), .refused(code: 550))

        #expect(decision == .askedStaff)
        #expect(try await house.openTasks() == [.emailRefused])
        #expect(try await house.request(ordered.request) == .withStaff)
    }

    @Test
    func `a refusal voids the code of its own try, and not that of an earlier one that may have arrived`() async throws {
        let house = try await PostHouse()
        try await house.order(Cast.camille.number, by: .email)
        let first = try await house.handOver()
        _ = try await SettleEmail(house.base)(first, .unsure)
        house.clock.advance(.minutes(1))

        _ = try await SettleEmail(house.base)(try await house.handOver(), .refused(code: 550))

        let alive = try await house.codes(of: Cast.camille.number).filter { $0.isAlive(at: house.clock.now()) }
        #expect(alive.map(\.id) == [first.codeID])
    }

    @Test
    func `a mailbox that takes nothing for a day gets a letter instead`() async throws {
        let house = try await PostHouse()
        try await house.order(Cast.camille.number, by: .email)
        house.clock.advance(.hours(25))

        let decision = try await SettleEmail(house.base)(try await house.handOver(), .deferred(code: 452))

        #expect(decision == .letterInstead)
    }

    @Test
    func `a server that never answers is not sent the same for ever`() async throws {
        let house = try await PostHouse()
        let ordered = try await house.order(Cast.camille.number, by: .email)

        var decisions: [SettleEmail.Decision] = []
        for _ in 0..<5 {
            decisions.append(try await SettleEmail(house.base)(try await house.handOver(), .unsure))
            house.clock.advance(.minutes(30))
        }

        #expect(decisions.last == .leftUnsure)
        #expect(try await house.order(ordered.order) == .unsure)
        #expect(try await house.openTasks() == [.unsureHandOver])
        #expect(try await LeaseDispatch(house.base).any() == nil)
    }

    @Test
    func `an order whose workers die one after the other is left to a person`() async throws {
        let house = try await PostHouse()
        let ordered = try await house.order(Cast.camille.number, by: .email)
        for _ in 0..<5 {
            _ = try await house.handOver()
            house.clock.advance(LeaseDispatch.term + .seconds(1))
        }

        let decision = try await house.decide()

        guard case .askedStaff(.unsureHandOver) = decision else { return #expect(Bool(false), "sent again") }
        #expect(try await house.order(ordered.order) == .unsure)
        #expect(try await house.openTasks() == [.unsureHandOver])
    }

    @Test
    func `tries that a server surely did not take are no doubts`() async throws {
        let house = try await PostHouse()
        let ordered = try await house.order(Cast.camille.number, by: .email)
        for _ in 0..<6 {
            _ = try await SettleEmail(house.base)(try await house.handOver(), .deferred(code: 451))
            house.clock.advance(.minutes(30))
        }

        let decision = try await SettleEmail(house.base)(try await house.handOver(), .unsure)

        guard case .tryAgain = decision else { return #expect(Bool(false), "given up") }
        #expect(try await house.order(ordered.order) == .handingOver)
        #expect(try await house.codes(of: Cast.camille.number).count { $0.isAlive(at: house.clock.now()) } == 1)
    }
}
