import PerronDomain
import PerronSecrets
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

struct RobotCheckTests {
    @Test func `a proof is spent once, also by many at once`() async throws {
        let house = try await House()
        let proof = try await house.proof()

        let started = try await withThrowingTaskGroup(of: Bool.self, returning: Int.self) { group in
            for _ in 0..<16 { group.addTask { try await start(house, proof) == nil } }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }

        #expect(started == 1)
        #expect(try await start(house, proof) == .stale)
        #expect(try await house.count("access_request") == 1)
    }

    @Test func `without a proof nothing is stored`() async throws {
        let house = try await House()

        #expect(try await start(house, .missing) == .unsolved)
        #expect(try await start(house, .work(challenge: "x", solution: "1")) == .stale)
        #expect(try await start(house, .slow(ticket: "x")) == .stale)
        #expect(try await house.count("access_request") == 0)
    }

    @Test func `a proof for one form or network is worth nothing for another`() async throws {
        let house = try await House()
        let elsewhere = try #require(Network(packed: [192, 0, 2, 1]))

        #expect(try await start(house, house.proof(.signIn)) == .stale)
        #expect(try await start(house, house.proof(.access, network: elsewhere)) == .stale)
    }

    @Test func `a wrong solution does not burn the form`() async throws {
        let house = try await House { $0.robot.difficulty = 8 }
        let offer = try await OfferRobotCheck(house.base)(.access, network: .local)

        let wrong = try await start(house, .work(challenge: offer.challenge.text, solution: ""))
        let right = try await start(house, .work(challenge: offer.challenge.text, solution: ProofOfWork.solve(offer.challenge)))

        #expect(wrong == .unsolved)
        #expect(right == nil)
    }

    @Test func `a challenge is worth nothing once its hour is over`() async throws {
        let house = try await House()
        let proof = try await house.proof()

        house.clock.advance(.hours(1))

        #expect(try await start(house, proof) == .stale)
    }

    @Test func `without JavaScript the page must have stood open for a while`() async throws {
        let house = try await House()
        let offer = try await OfferRobotCheck(house.base)(.access, network: .local)

        let early = try await start(house, .slow(ticket: offer.ticket))
        house.clock.advance(offer.slowWait)
        let inTime = try await start(house, .slow(ticket: offer.ticket))
        let again = try await start(house, .slow(ticket: offer.ticket))

        #expect(offer.slowWait == .seconds(20))
        #expect(early == .tooEarly(wait: .seconds(20)))
        #expect(inTime == nil)
        #expect(again == .stale)
        #expect(try await house.count("access_request", where: "slow_lane = 1") == 1)
    }

    @Test func `tickets of one network that ripened together are used one after the other`() async throws {
        let house = try await House()
        let tickets = try await [
            OfferRobotCheck(house.base)(.access, network: .local).ticket, OfferRobotCheck(house.base)(.access, network: .local).ticket,
        ]
        house.clock.advance(.seconds(30))

        let first = try await start(house, .slow(ticket: tickets[0]))
        house.clock.advance(.seconds(5))
        let second = try await start(house, .slow(ticket: tickets[1]))
        house.clock.advance(.seconds(15))
        let later = try await start(house, .slow(ticket: tickets[1]))

        #expect(first == nil)
        #expect(second == .tooEarly(wait: .seconds(15)))
        #expect(later == nil)
        #expect(try await house.count("access_request", where: "slow_lane = 1") == 2)
    }

    @Test func `tickets that were hoarded leave further apart while the network is busy`() async throws {
        let house = try await House()
        var tickets: [String] = []
        for _ in 0..<2 { tickets.append(try await OfferRobotCheck(house.base)(.access, network: .local).ticket) }
        house.clock.advance(.minutes(20))
        for _ in 0..<41 { _ = try await house.start(Cast.nobody) }

        let first = try await start(house, .slow(ticket: tickets[0]))
        let second = try await start(house, .slow(ticket: tickets[1]))

        #expect(first == nil)
        #expect(second == .tooEarly(wait: .seconds(80)))
    }

    @Test func `a flood pays up to sixty-four times the price`() async throws {
        let house = try await House()
        let network = RobotCheck(house.base).digest(of: .local)
        try await house.database.write { [now = house.clock.now(), random = house.random] tx in
            for _ in 0..<700 { try Quotas(tx).count(.requestFromNetwork, subject: network, at: now, random: random) }
        }

        #expect(try await OfferRobotCheck(house.base)(.access, network: .local).challenge.difficulty == house.limits.robot.difficulty + 6)
    }

    @Test(arguments: [(requests: 80, verdict: RobotCheck.Verdict?.none), (requests: 81, verdict: .stale)])
    func `a challenge kept from a time of rest is too cheap for a flood`(requests: Int, verdict: RobotCheck.Verdict?) async throws {
        let house = try await House()
        let kept = try await house.proof()
        let network = RobotCheck(house.base).digest(of: .local)
        try await house.database.write { [now = house.clock.now(), random = house.random] tx in
            for _ in 0..<requests { try Quotas(tx).count(.requestFromNetwork, subject: network, at: now, random: random) }
        }

        #expect(try await start(house, kept) == verdict)
    }

    @Test func `a page that is only opened may show the price of a second ago, a form that comes back the price of now`() async throws {
        let house = try await House()
        let offer = OfferRobotCheck(house.base)
        let calm = try await offer.forAccess(network: .local).challenge.difficulty
        for _ in 0..<21 { _ = try await house.start(Cast.nobody) }

        let atOnce = try await offer.forAccess(network: .local).challenge.difficulty
        let back = try await offer(.access, network: .local).challenge.difficulty
        let elsewhere = try await OfferRobotCheck(house.base).forAccess(network: .local).challenge.difficulty
        house.clock.advance(.seconds(1))
        let after = try await offer.forAccess(network: .local).challenge.difficulty

        #expect([atOnce, back, elsewhere, after] == [calm, calm + 1, calm + 1, calm + 1])
    }

    @Test func `what is remembered of a network is forgotten when the clock is put back`() async throws {
        let house = try await House()
        let offer = OfferRobotCheck(house.base)
        for _ in 0..<21 { _ = try await house.start(Cast.nobody) }
        let busy = try await offer.forAccess(network: .local).challenge.difficulty

        house.clock.advance(.minutes(-30))
        try await house.database.write { tx in _ = try Quotas(tx).prune(before: .init(milliseconds: .max), limit: 100) }

        #expect(try await offer.forAccess(network: .local).challenge.difficulty == busy - 1)
    }

    @Test func `a network that asks often pays more`() async throws {
        let house = try await House()
        let calm = try await OfferRobotCheck(house.base)(.access, network: .local)
        for _ in 0..<21 { _ = try await house.start(Cast.nobody) }

        let busy = try await OfferRobotCheck(house.base)(.access, network: .local)

        #expect(busy.challenge.difficulty == calm.challenge.difficulty + 1)
        #expect(busy.slowWait == calm.slowWait * 2)
    }

    /// Nil where the request was started.
    private func start(_ house: House, _ proof: RobotProof) async throws -> RobotCheck.Verdict? {
        switch try await StartAccessRequest(house.base)(
            number: Cast.camille.number, language: .french, proof: proof, network: .local)
        {
        case .started: nil
        case .robot(let verdict): verdict
        }
    }
}
