import PerronDomain
import PerronSecrets
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

struct RequestTests {
    @Test(arguments: AccessChannel.allCases)
    func `a known and an unknown number cost the same statements and leave the same rows`(channel: AccessChannel) async throws {
        var walks: [[String]] = []
        var growths: [[String: Int]] = []

        for number in [Cast.camille.number, Cast.rene.number, Cast.nobody] {
            let house = try await House()
            let proof = try await house.proof()
            let before = try await house.counts()
            _ = house.recorded.takeStatements()
            guard
                case .started(let id) = try await StartAccessRequest(house.base)(
                    number: number, language: .french, proof: proof, network: .local),
                case .confirmed = try await house.confirm(id, channel: channel, language: .french)
            else {
                Issue.record("not confirmed")
                return
            }
            walks.append(house.recorded.takeStatements())
            growths.append(try await house.counts().filter { $0.value != before[$0.key] }.mapValues { $0 })
        }

        #expect(walks[0].count > 8)
        #expect(walks[1] == walks[0])
        #expect(walks[2] == walks[0])
        #expect(growths[1] == growths[0])
        #expect(growths[2] == growths[0])
        #expect(growths[2]["dispatch"] == 1)
    }

    @Test(arguments: Limits.Disclosure.allCases)
    func `the choice of a channel reads nothing of a file unless the fund discloses it`(disclosure: Limits.Disclosure) async throws {
        let house = try await House { $0.access.disclosure = disclosure }
        let tokens = try await house.opened(Cast.camille)
        let id = try await house.start(Cast.camille.number)
        _ = house.recorded.takeStatements()

        let finding = try await FindAccessRequest(house.base)(id, browser: tokens.browser)

        let statements = house.recorded.takeStatements()
        guard case .waiting(_, _, let email) = finding else {
            Issue.record("not waiting")
            return
        }
        #expect(statements.contains { $0.contains("pension_record") } == (disclosure == .masked))
        #expect(email == (disclosure == .masked ? Cast.camille.email : nil))
    }

    @Test func `asking for a code changes nothing about an account that is open`() async throws {
        let house = try await House()
        _ = try await house.opened(Cast.camille)
        let before = try await house.database.read { tx in
            try tx.query("SELECT record_id, password FROM account").map { try $0.text("password") }
        }

        _ = try await house.confirmed(Cast.camille.number, .letter)

        let after = try await house.database.read { tx in
            try tx.query("SELECT record_id, password FROM account").map { try $0.text("password") }
        }
        #expect(after == before)
        #expect(try await house.signIn(Cast.camille.number, House.goodPassword).word == "signedIn")
    }

    @Test func `who confirms twice gets the same follow-up number, and one order leaves`() async throws {
        let house = try await House()
        let id = try await house.start(Cast.camille.number)

        let first = try await house.confirm(id, channel: .email, language: .french)
        house.clock.advance(.minutes(3))
        let second = try await house.confirm(id, channel: .letter, language: .french)

        #expect(first == second)
        #expect(try await house.count("dispatch") == 1)
        #expect(try await house.events(of: id.text) == [.confirmRequest, .startRequest])
    }

    @Test func `of sixteen who confirm one request at once all read one number`() async throws {
        let house = try await House()
        let id = try await house.start(Cast.camille.number)

        let decisions = try await withThrowingTaskGroup(of: ConfirmAccessRequest.Decision.self, returning: [String].self) { group in
            for _ in 0..<16 { group.addTask { try await house.confirm(id, channel: .email, language: .french) } }
            return try await group.reduce(into: []) { numbers, decision in
                if case .confirmed(let followUp) = decision { numbers.append(followUp.number.shown) }
            }
        }

        #expect(decisions.count == 16)
        #expect(Set(decisions).count == 1)
        #expect(try await house.count("dispatch") == 1)
    }

    @Test func `what is said by when is found again by the request and by the number`() async throws {
        let house = try await House()
        let id = try await house.start(Cast.nobody)

        guard case .confirmed(let followUp) = try await house.confirm(id, channel: .letter, language: .french) else {
            Issue.record("not confirmed")
            return
        }
        house.clock.advance(.days(2))

        #expect(followUp.arrival.mainlandBy.iso == "2026-11-30")
        #expect(try await FindFollowUp(house.base)(id) == followUp)
        #expect(try await FindFollowUp(house.base)(followUp.number) == followUp)
        #expect(try await FindFollowUp(house.base)(FollowUpNumber(canonical: "0000000000")) == nil)
        #expect(try await FindFollowUp(house.base)(house.start(Cast.nobody)) == nil)
    }

    @Test(arguments: [Cast.camille.number, Cast.nobody])
    func `the eleventh request in an hour for one number is slowed down, known or not`(number: FileNumber) async throws {
        let house = try await House()
        let start = house.clock.now()
        for _ in 0..<10 {
            _ = try await house.confirmed(number)
            house.clock.advance(.minutes(1))
        }
        let eleventh = try await house.start(number)

        #expect(try await house.confirm(eleventh, channel: .email, language: .french) == .slowDown(until: start.adding(.hours(1))))
        #expect(try await house.count("dispatch") == 10)
        house.clock.set(start.adding(.hours(1)))
        guard case .confirmed = try await house.confirm(eleventh, channel: .email, language: .french) else {
            Issue.record("still slowed down")
            return
        }
    }

    @Test func `a form that waited two hours is gone`() async throws {
        let house = try await House()
        let id = try await house.start(Cast.camille.number)
        house.clock.advance(.hours(2))

        #expect(try await house.confirm(id, channel: .email, language: .french) == .gone)
        #expect(try await house.confirm(.nobody, channel: .email, language: .french) == .gone)
        #expect(try await house.count("dispatch") == 0)
    }

    @Test func `whoever holds a genuine code that ran out asks anew, for the same number and channel`() async throws {
        let house = try await House()
        let code = try await house.code(for: Cast.camille)
        house.clock.advance(.hours(25))
        guard case .codeExpired(let expired) = try await house.signIn(Cast.camille.number, code.clear.shown) else {
            Issue.record("not expired")
            return
        }

        guard case .renewed(let renewed) = try await renew(house, expired) else {
            Issue.record("not renewed")
            return
        }

        let request = try #require(try await house.database.read { tx in try AccessRequests(tx).find(renewed) })
        #expect(expired == code.id)
        #expect(request.number == Cast.camille.number)
        #expect(request.channel == .email)
        #expect(request.state == .confirmed)
        #expect(try await house.events(of: renewed.text) == [.confirmRequest, .renewRequest])
    }

    @Test func `a code that was used renews nothing`() async throws {
        let house = try await House()
        let code = try await house.code(for: Cast.camille)
        _ = try await house.choose(house.holder(of: code.clear, Cast.camille), house.choice(Cast.camille))

        #expect(try await renew(house, code.id) == .gone)
    }

    @Test func `of sixteen presses on one offer one request comes, and all are told of it`() async throws {
        let house = try await House()
        let code = try await house.code(for: Cast.camille)
        house.clock.advance(.hours(25))
        let before = try await house.counts()

        let decisions = try await withThrowingTaskGroup(
            of: RenewAccessRequest.Decision.self, returning: [RenewAccessRequest.Decision].self
        ) { group in
            for _ in 0..<16 { group.addTask { try await renew(house, code.id) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }

        let after = try await house.counts()
        guard case .renewed(let id) = try #require(decisions.first) else {
            Issue.record("not renewed")
            return
        }
        #expect(decisions.allSatisfy { $0 == .renewed(id) })
        #expect(["access_request", "dispatch"].map { after[$0]! - before[$0]! } == [1, 1])
        #expect(try await house.count("quota_event", where: "kind = 'requestFromNetwork'") == 2)
    }

    @Test func `whoever asks for somebody's number again and again, from many places, keeps nobody from asking`() async throws {
        let house = try await House()
        for place in 1...3 {
            for _ in 0..<10 { _ = try await house.confirmed(Cast.camille.number, from: Network(packed: [10, 0, UInt8(place), 1])!) }
        }

        let id = try await house.start(Cast.camille.number, from: Network(packed: [192, 0, 2, 1])!)

        guard case .confirmed = try await house.confirm(id, channel: .letter, language: .french) else {
            Issue.record("kept from asking")
            return
        }
    }

    @Test func `orders of a network that asks often wait for everybody else's, known or not`() async throws {
        let house = try await House()
        let (busy, quiet) = (Network(packed: [10, 0, 0, 1])!, Network(packed: [192, 0, 2, 1])!)
        for index in 0..<9 {
            _ = try await house.confirmed(FileNumber(String(5_000_000 + index)), from: busy)
            house.clock.advance(.milliseconds(1))
        }
        let member = try await house.confirmed(Cast.camille.number, from: quiet)

        var order: [Identifier<AccessRequest>] = []
        while let leased = try await LeaseDispatch(house.base)(.emails) { order.append(leased.requestID) }

        #expect(order.firstIndex(of: member) == 3)
        #expect(order.count == 10)
    }

    @Test func `a renewal that is slowed down writes nothing`() async throws {
        let house = try await House()
        let code = try await house.code(for: Cast.camille)
        house.clock.advance(.hours(25))
        for _ in 0..<10 { _ = try await house.confirmed(Cast.camille.number) }
        let before = try await house.counts()

        let decision = try await renew(house, code.id)

        #expect(decision == .slowDown(until: house.clock.now().adding(.hours(1))))
        #expect(try await house.counts() == before)
        house.clock.advance(.hours(1))
        guard case .renewed = try await renew(house, code.id) else {
            Issue.record("the offer was burnt")
            return
        }
    }

    private func renew(
        _ house: House, _ code: Identifier<ProvisionalPasswordDigest>, offer: String = "offer"
    ) async throws -> RenewAccessRequest.Decision {
        try await RenewAccessRequest(house.base, confirm: house.confirm)(code, offer: offer, network: .local)
    }
}
