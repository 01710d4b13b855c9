import PerronDomain
import PerronSecrets
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Synchronization
import Testing

struct RobotServiceTests {
    @Test func `a third party that says yes to one token again and again opens one request`() async throws {
        let (house, redeem) = try await house(Credulous())
        let proofs = await [
            redeem("a-token", for: .access, network: .local, address: nil), redeem("a-token", for: .access, network: .local, address: nil),
        ]

        let started = try await withThrowingTaskGroup(of: Bool.self, returning: Int.self) { group in
            for proof in proofs + proofs { group.addTask { try await isStarted(house, proof) } }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }

        #expect(started == 1)
        #expect(try await house.count("robot_claim") == 1)
        #expect(try await isStarted(house, await redeem("another", for: .access, network: .local, address: nil)))
    }

    @Test func `a yes for one form is none for another`() async throws {
        let (house, redeem) = try await house(Credulous())

        #expect(try await !isStarted(house, await redeem("a-token", for: .signIn, network: .local, address: nil)))
    }

    @Test(arguments: [(tells: false, [String?.none]), (tells: true, ["192.0.2.7"])])
    func `the visitor's address is told only where the fund chose to`(tells: Bool, told: [String?]) async throws {
        let witness = Credulous()
        let (_, redeem) = try await house(witness, tellsAddress: tells)

        _ = await redeem("a-token", for: .access, network: .local, address: "192.0.2.7")

        #expect(witness.addresses == told)
    }

    @Test(arguments: ["", "two words", "é", "line\nbreak", String(repeating: "x", count: 8001)])
    func `what can be no token is not asked about`(sent: String) async throws {
        let witness = Credulous()
        let (house, redeem) = try await house(witness)

        #expect(try await !isStarted(house, await redeem(sent, for: .access, network: .local, address: nil)))
        #expect(witness.addresses.isEmpty)
    }

    @Test func `too many questions at once say nothing of the third party`() async throws {
        let house = try await House()
        let service = RobotService(.turnstile, siteKey: "k", whenDown: .own, witness: Credulous(.busy))

        let proof = await RedeemRobotToken(house.base, service: service)("a-token", for: .access, network: .local, address: nil)

        #expect(RobotCheck(house.base).judge(proof, for: .access, network: .local, now: house.clock.now()) == .outOfOrder)
        #expect(!service.isDown(house.clock.now()))
    }

    private func house(_ witness: Credulous, tellsAddress: Bool = false) async throws -> (House, RedeemRobotToken) {
        let house = try await House()
        let service = RobotService(.turnstile, siteKey: "k", whenDown: .own, tellsAddress: tellsAddress, witness: witness)
        return (house, RedeemRobotToken(house.base, service: service))
    }

    private func isStarted(_ house: House, _ proof: RobotProof) async throws -> Bool {
        let decision = try await StartAccessRequest(house.base)(
            number: Cast.camille.number, language: .french, proof: proof, network: .local)
        if case .started = decision { return true }
        return false
    }
}

/// Believes everything, or says always the same.
private final class Credulous: RobotWitness {
    private let answer: RobotTestimony
    private let told = Mutex<[String?]>([])

    init(_ answer: RobotTestimony = .person) {
        self.answer = answer
    }

    /// One for each question.
    var addresses: [String?] { told.withLock { $0 } }

    func testimony(on token: RobotToken, action: String, address: String?) async -> RobotTestimony {
        told.withLock { $0.append(address) }
        return answer
    }
}
