import Crypto
import PerronDomain
import PerronSecrets
import PerronTestSupport
import Testing

struct RobotTests {
    private let proofs = ProofOfWork(keys: keys, random: SystemRandom(), limits: RobotTests.easy)

    /// The default puzzles with 6 bits each, so that the tests solve them at once.
    private static let easy: Limits.Robot = {
        var limits = Limits.Robot()
        limits.difficulty = 6
        limits.puzzles = 4
        return limits
    }()

    private func challenge() -> RobotChallenge {
        proofs.challenge(form: "access", network: "5e1f", recentFromNetwork: 0, now: morning)
    }

    @Test func `a solved challenge is worth one claim until the challenge ends`() {
        let challenge = challenge()

        let decision = proofs.verify(
            challenge.text, proof: ProofOfWork.solve(challenge), form: "access", network: "5e1f", now: morning.adding(.minutes(5)))

        #expect(decision == .solved(claimID: challenge.id, expiresAt: morning.adding(.hours(1))))
        #expect(challenge.id.count == 32)
    }

    @Test func `a proof is worked out exactly as the page's script is told to`() throws {
        let challenge = challenge()

        let nonces = ProofOfWork.solve(challenge).split(separator: ",")

        #expect(nonces.count == 4)
        for (index, nonce) in nonces.enumerated() {
            let digest = Array(SHA256.hash(data: Array("\(challenge.text):\(index):\(nonce)".utf8)))
            #expect(digest[0] < 4, "the first six bits are zero")
        }
    }

    @Test func `a challenge that was not solved stays unsolved and alive`() {
        let challenge = challenge()
        let solved = ProofOfWork.solve(challenge)
        let wrong = [
            "", ",,,", "0", "0,0,0,0,0", solved + ",1", String(solved.dropLast()) + "x", "-1,-1,-1,-1", solved.replacing(",", with: ", "),
            solved.split(separator: ",").dropLast().joined(separator: ","), String(repeating: "1", count: 100_000), "1,2,3,４",
        ]

        for proof in wrong {
            #expect(
                proofs.verify(challenge.text, proof: proof, form: "access", network: "5e1f", now: morning) == .unsolved,
                "\(proof.prefix(40))")
        }
        #expect(proofs.verify(challenge.text, proof: solved, form: "access", network: "5e1f", now: morning) != .unsolved)
    }

    @Test func `the same proof solves no second challenge`() {
        let (first, second) = (challenge(), challenge())

        let proof = ProofOfWork.solve(first)

        #expect(first.id != second.id)
        #expect(proofs.verify(second.text, proof: proof, form: "access", network: "5e1f", now: morning) == .unsolved)
    }

    @Test func `a challenge is bound to its form, its network and its hour`() {
        let challenge = challenge()
        let proof = ProofOfWork.solve(challenge)

        #expect(proofs.verify(challenge.text, proof: proof, form: "signIn", network: "5e1f", now: morning) == .wrongForm)
        #expect(proofs.verify(challenge.text, proof: proof, form: "access", network: "5e20", now: morning) == .wrongNetwork)
        #expect(proofs.verify(challenge.text, proof: proof, form: "access", network: "5e1f", now: morning.adding(.hours(1))) == .expired)
    }

    @Test(arguments: [(Duration.seconds(1), Duration.minutes(10)), (.minutes(20), .minutes(20)), (.days(2), .hours(1))])
    func `a challenge lives ten minutes at least and an hour at most`(setting: Duration, life: Duration) {
        var limits = RobotTests.easy
        limits.challengeLife = setting
        let proofs = ProofOfWork(keys: keys, random: SystemRandom(), limits: limits)

        let text = proofs.challenge(form: "access", network: "5e1f", recentFromNetwork: 0, now: morning).text

        let end = morning.adding(life)
        #expect(proofs.verify(text, proof: "", form: "access", network: "5e1f", now: end.subtracting(.milliseconds(1))) == .unsolved)
        #expect(proofs.verify(text, proof: "", form: "access", network: "5e1f", now: end) == .expired)
    }

    @Test func `a challenge with any character changed is forged`() {
        let text = challenge().text

        for index in 0..<text.count {
            #expect(proofs.verify(tampered(text, at: index), proof: "", form: "access", network: "5e1f", now: morning) == .forged)
        }
    }

    @Test(arguments: ["", ".", "a", "a.b", "Y2hhbGxlbmdl.AAAA", String(repeating: "A", count: 5000)])
    func `what was never a challenge is forged`(text: String) {
        #expect(proofs.verify(text, proof: "1", form: "access", network: "5e1f", now: morning) == .forged)
    }

    @Test(arguments: 0..<7)
    func `a challenge with one field of another is forged, whichever it is`(field: Int) throws {
        var harder = RobotTests.easy
        (harder.difficulty, harder.puzzles) = (1, 1)
        let mine = challenge()
        let other = ProofOfWork(keys: keys, random: SystemRandom(), limits: harder)
            .challenge(form: "signIn", network: "77aa", recentFromNetwork: 0, now: morning.adding(.minutes(1)))
        var fields = try fields(of: mine)
        // The kind is the same in every challenge: a ticket's there.
        fields[field] = field == 0 ? "ticket" : try self.fields(of: other)[field]
        #expect(try fields != self.fields(of: mine))

        for code in [mine, other].map({ $0.text.split(separator: ".")[1] }) {
            let spliced = Base64URL.encode(Array(fields.joined(separator: "\u{1F}").utf8)) + "." + code
            for form in ["access", "signIn"] {
                #expect(proofs.verify(spliced, proof: "0,0,0,0", form: form, network: "5e1f", now: morning) == .forged)
            }
        }
    }

    @Test func `nonces of two challenges don't make a proof, nor those of one in another order`() {
        // Seeded: by chance one nonce in 64 would fit.
        let proofs = ProofOfWork(keys: keys, random: SeededRandom(), limits: RobotTests.easy)
        let challenges = (0..<2).map { _ in proofs.challenge(form: "access", network: "5e1f", recentFromNetwork: 0, now: morning) }
        let (first, second) = (challenges[0], challenges[1])
        let (one, two) = (ProofOfWork.solve(first).split(separator: ","), ProofOfWork.solve(second).split(separator: ","))

        for proof in [[one[0], one[1], two[2], two[3]], [one[1], one[0], one[2], one[3]], [one[0], one[0], one[0], one[0]]] {
            let decision = proofs.verify(first.text, proof: proof.joined(separator: ","), form: "access", network: "5e1f", now: morning)
            #expect(decision == .unsolved)
        }
    }

    @Test func `what was worked out before the challenge was made is worth nothing`() throws {
        // All that can be known beforehand: form, network, hour and price; the id can't.
        let guess = ProofOfWork(keys: strangerKeys, random: SystemRandom(), limits: RobotTests.easy)
            .challenge(form: "access", network: "5e1f", recentFromNetwork: 0, now: morning)
        let early = ProofOfWork.solve(guess)
        let challenge = challenge()

        #expect(try zip(fields(of: guess), fields(of: challenge)).filter { $0 != $1 }.count == 1)
        #expect(proofs.verify(challenge.text, proof: early, form: "access", network: "5e1f", now: morning) == .unsolved)
        #expect(proofs.verify(guess.text, proof: early, form: "access", network: "5e1f", now: morning) == .forged)
    }

    private func fields(of challenge: RobotChallenge) throws -> [String] {
        let payload = try #require(Base64URL.decode(challenge.text.split(separator: ".")[0]))
        return String(decoding: payload, as: UTF8.self).split(separator: "\u{1F}").map(String.init)
    }

    @Test func `a challenge of another installation is forged, one of the former key is not`() {
        let challenge = challenge()

        let stranger = ProofOfWork(keys: strangerKeys, random: SystemRandom(), limits: RobotTests.easy)
        let rotated = ProofOfWork(keys: rotatedKeys, random: SystemRandom(), limits: RobotTests.easy)

        #expect(stranger.verify(challenge.text, proof: "", form: "access", network: "5e1f", now: morning) == .forged)
        #expect(rotated.verify(challenge.text, proof: "", form: "access", network: "5e1f", now: morning) == .unsolved)
    }

    @Test(arguments: [(0, 13), (20, 13), (21, 14), (40, 14), (41, 15), (81, 16), (161, 17), (321, 18), (641, 19), (1_000_000, 19)])
    func `a busy network gets harder puzzles, up to a limit`(recent: Int, difficulty: Int) {
        let proofs = ProofOfWork(keys: keys, random: SystemRandom(), limits: Limits.Robot())

        #expect(proofs.difficulty(forRecentFromNetwork: recent) == difficulty)
        #expect(proofs.challenge(form: "access", network: "5e1f", recentFromNetwork: recent, now: morning).difficulty == difficulty)
    }

    @Test func `a challenge carries no address and nothing secret`() throws {
        let text = challenge().text

        let payload = try #require(Base64URL.decode(text.split(separator: ".")[0]))

        #expect(String(decoding: payload, as: UTF8.self).split(separator: "\u{1F}").count == 7)
        #expect(everythingShown(of: proofs).contains("[redacted]"))
    }
}

struct RobotPriceTests {
    private let price = RobotPrice(Limits.Robot())

    @Test func `the default asks 131,072 hashes, and at most 220,000 of 99 people in 100`() {
        #expect(price.meanHashes() == 131_072)
        #expect((218_000...220_000).contains(price.hashes(inShare: 0.99)))
        #expect(price.hashes(inShare: 0.5) < price.meanHashes())
    }

    @Test func `a flood pays sixty-four times as much`() {
        #expect(price.meanHashes(recentFromNetwork: 700) == 64 * price.meanHashes())
        #expect(price.hashes(inShare: 0.99, recentFromNetwork: 700) == 64 * price.hashes(inShare: 0.99))
    }

    /// Half of what the slowest phone made that Friendly Captcha's author had seen, in BLAKE2b, which is more work in JavaScript than SHA-256
    /// (github.com/FriendlyCaptcha/friendly-pow, issue 1).
    @Test func `at 85,000 hashes in a second, 99 old phones in 100 are through within three seconds`() {
        #expect(price.hashes(inShare: 0.99) / 85_000 < 3)
    }

    @Test func `solving takes as many hashes as the price says`() {
        var limits = Limits.Robot()
        (limits.difficulty, limits.puzzles) = (7, 64)
        let proofs = ProofOfWork(keys: keys, random: CountingBytes(), limits: limits)

        let challenges = (0..<16).map { hour in
            proofs.challenge(form: "access", network: "5e1f", recentFromNetwork: 0, now: morning.adding(.hours(hour)))
        }
        let hashes = challenges.flatMap { ProofOfWork.solve($0).split(separator: ",") }.reduce(0) { $0 + Int($1)! + 1 }

        let expected = 16 * RobotPrice(limits).meanHashes()
        #expect(abs(Double(hashes) / expected - 1) < 0.15)
    }
}

struct SlowTicketTests {
    private let tickets = SlowTicket(keys: keys, random: CountingBytes(), limits: Limits.Robot())
    private let claim = "000102030405060708090a0b0c0d0e0f"

    @Test func `a ticket is too early for twenty seconds, ready until an hour is over, then expired`() {
        let text = tickets.make(form: "access", network: "5e1f", now: morning)
        func verify(after duration: Duration) -> SlowTicket.Decision {
            tickets.verify(text, form: "access", network: "5e1f", now: morning.adding(duration))
        }

        #expect(verify(after: .seconds(0)) == .tooEarly(wait: .seconds(20)))
        #expect(verify(after: .milliseconds(19_999)) == .tooEarly(wait: .milliseconds(1)))
        #expect(verify(after: .seconds(20)) == .ready(claimID: claim, expiresAt: morning.adding(.hours(1))))
        #expect(verify(after: .milliseconds(3_599_999)) == .ready(claimID: claim, expiresAt: morning.adding(.hours(1))))
        #expect(verify(after: .hours(1)) == .expired)
    }

    @Test(arguments: [(0, 20), (20, 20), (21, 40), (41, 80), (81, 160), (100_000, 160)])
    func `a busy network waits longer, and the wait stands in the ticket`(recent: Int, seconds: Int) {
        let text = tickets.make(form: "access", network: "5e1f", recentFromNetwork: recent, now: morning)

        #expect(tickets.wait(forRecentFromNetwork: recent) == .seconds(seconds))
        #expect(tickets.verify(text, form: "access", network: "5e1f", now: morning) == .tooEarly(wait: .seconds(seconds)))
    }

    @Test func `a ticket is bound to its form and network`() {
        let text = tickets.make(form: "access", network: "5e1f", now: morning)
        let later = morning.adding(.minutes(1))

        #expect(tickets.verify(text, form: "signIn", network: "5e1f", now: later) == .wrongForm)
        #expect(tickets.verify(text, form: "access", network: "5e20", now: later) == .wrongNetwork)
    }

    @Test func `a ticket with any character changed is forged`() {
        let text = tickets.make(form: "access", network: "5e1f", now: morning)

        for index in 0..<text.count {
            #expect(tickets.verify(tampered(text, at: index), form: "access", network: "5e1f", now: morning.adding(.minutes(1))) == .forged)
        }
    }

    @Test func `a challenge is no ticket and a ticket no challenge`() {
        let proofs = ProofOfWork(keys: keys, random: SystemRandom(), limits: Limits.Robot())
        let challenge = proofs.challenge(form: "access", network: "5e1f", recentFromNetwork: 0, now: morning).text
        let ticket = tickets.make(form: "access", network: "5e1f", now: morning)

        #expect(tickets.verify(challenge, form: "access", network: "5e1f", now: morning.adding(.minutes(1))) == .forged)
        #expect(proofs.verify(ticket, proof: "", form: "access", network: "5e1f", now: morning) == .forged)
    }
}
