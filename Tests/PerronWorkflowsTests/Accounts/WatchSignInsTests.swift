import PerronDomain
import PerronSecrets
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

/// One password over very many numbers: seen by the share that fails, told once, slowed, and nobody locked out.
struct WatchSignInsTests {
    @Test func `a spraying from networks that each stay below their own limit is told once`() async throws {
        let house = try await House()
        let watch = WatchSignIns(house.base)
        #expect(try await watch() == .usual)

        try await house.spray(tries: 60, networks: 30)
        let first = try await watch()
        let second = try await watch()

        guard case .began(let unusual) = first else {
            Issue.record("\(first)")
            return
        }
        #expect(unusual.tally == SignInAlarm.Tally(tries: 60, failures: 60))
        #expect(unusual.usualShare == 0.3)
        #expect(second == .lasts)
        #expect(try await house.count("task", where: "kind = 'failingSignIns' AND closed_at IS NULL") == 1)
        #expect(try await house.count("audit_event", where: "verb = 'raiseAlarm'") == 1)
    }

    @Test func `a few typing mistakes are no attack`() async throws {
        let house = try await House()
        try await house.spray(tries: 39, networks: 39)

        #expect(try await WatchSignIns(house.base)() == .usual)
        #expect(try await house.count("task") == 0)
    }

    @Test func `a slow spraying shows beside a whole day`() async throws {
        let house = try await House()
        let watch = WatchSignIns(house.base)

        var findings: [WatchSignIns.Finding] = []
        for _ in 0..<20 {
            try await house.spray(tries: 3, networks: 3)
            findings.append(try await watch())
            house.clock.advance(.minutes(30))
        }

        let stretches = findings.compactMap { if case .began(let unusual) = $0 { unusual.stretch } else { nil } }
        #expect(stretches == [.days(1)])
    }

    @Test func `the alarm lasts an hour past the last unusual look, its end is told once, a new episode is one again`() async throws {
        let house = try await House()
        let watch = WatchSignIns(house.base)
        try await house.spray(tries: 60, networks: 30)
        _ = try await watch()
        // The day's past is made usual, so that only the window tells.
        try await house.signInOften(200)

        house.clock.advance(.minutes(59))
        let lasting = try await watch()
        house.clock.advance(.minutes(2))
        let ended = try await watch()
        let after = try await watch()
        try await house.spray(tries: 200, networks: 100)
        let again = try await watch()

        #expect([lasting, ended, after] == [.lasts, .ended, .usual])
        guard case .began = again else {
            Issue.record("\(again)")
            return
        }
        // Nobody has closed the first one's.
        #expect(try await house.count("task", where: "kind = 'failingSignIns'") == 1)
    }

    @Test func `what a share is usual is learnt from the days before, also from those before the watch began`() async throws {
        let house = try await House()
        for _ in 0..<10 {
            try await house.spray(tries: 60, networks: 60)
            try await house.signInOften(40)
            house.clock.advance(.days(1))
        }
        try await house.spray(tries: 60, networks: 60)
        try await house.signInOften(40)

        #expect(try await WatchSignIns(house.base)() == .usual)
        #expect(try await house.count("sign_in_window", where: "tries = 100") == 10)
    }

    @Test func `while the alarm is on a stranger shows that a person is there, and gets in`() async throws {
        let house = try await House()
        _ = try await house.opened(Cast.camille)
        try await house.alarm()

        #expect(try await house.signIn(Cast.camille.number, House.goodPassword).word == "robot")
        let proof = try await house.proof(.signIn)
        #expect(try await house.signIn(Cast.camille.number, House.goodPassword, proof: proof).word == "signedIn")
        #expect(try await house.signIn(Cast.camille.number, House.goodPassword, proof: proof).word == "robot")
    }

    @Test func `while the alarm is on a recognised browser and a provisional password get in as ever`() async throws {
        let house = try await House()
        let tokens = try await house.opened(Cast.camille)
        let code = try await house.code(for: Cast.sofia)
        try await house.alarm()

        #expect(try await house.signIn(Cast.camille.number, House.goodPassword, browser: tokens.browser).word == "signedIn")
        #expect(try await house.signIn(Cast.sofia.number, code.clear.shown).word == "chooseYourPassword")
    }

    @Test func `while the alarm is on one's own number is no more slowed than before`() async throws {
        let house = try await House()
        _ = try await house.opened(Cast.camille)
        try await house.alarm()
        for _ in 0..<4 { #expect(try await house.signIn(Cast.camille.number, "no", proof: house.proof(.signIn)).word == "wrong") }

        #expect(try await house.signIn(Cast.camille.number, House.goodPassword, proof: house.proof(.signIn)).word == "signedIn")
    }

    @Test func `the sign-in page brings the check along while it would be asked for`() async throws {
        let house = try await House()
        let offer = OfferRobotCheck(house.base)

        #expect(try await offer.ifDueForSignIn(network: .local, isKnown: false) == nil)
        try await house.alarm()
        house.clock.advance(.seconds(1))
        #expect(try await offer.ifDueForSignIn(network: .local, isKnown: false) != nil)
        #expect(try await offer.ifDueForSignIn(network: .local, isKnown: true) == nil)
        house.clock.advance(.hours(1))
        #expect(try await offer.ifDueForSignIn(network: .local, isKnown: false) == nil)
    }

    @Test func `counts of windows go after forty days`() async throws {
        let house = try await House()
        house.clock.advance(.minutes(20))
        _ = try await WatchSignIns(house.base)()
        let kept = try await house.count("sign_in_window")

        house.clock.advance(.days(41))
        while try await Housekeeping(house.base)() > 0 {}

        #expect(kept > 4000)
        #expect(try await house.count("sign_in_window") == 0)
    }
}

extension House {
    /// One wrong password for a new number each time, from networks in turn.
    fileprivate func spray(tries: Int, networks: Int) async throws {
        for index in 0..<tries {
            let number = try FileNumber(String(5_000_000 + index))
            let network = Network(packed: [10, 0, UInt8(index % networks), 1])!
            #expect(try await signIn(number, "soleil", proof: proof(.signIn, network: network), network: network).word == "wrong")
        }
    }

    /// Sign-ins that succeeded, as they are listed.
    fileprivate func signInOften(_ times: Int) async throws {
        let record = try await record(Cast.camille).id
        try await database.write { [random, now = clock.now()] tx in
            for _ in 0..<times { try SignIns(tx).insert(record, means: .password, now: now, random: random) }
        }
    }

    fileprivate func alarm() async throws {
        try await database.write { [now = clock.now()] tx in
            _ = try Alarms(tx).raise(.failingSignIns, until: now.adding(.hours(1)), now: now)
        }
    }
}
