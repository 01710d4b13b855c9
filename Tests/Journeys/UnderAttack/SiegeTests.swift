import PerronDomain
import PerronSecrets
import PerronTestSupport
import Testing

/// The short form of the proofs `attack` and `flood`.
struct SiegeTests {
    @Test func `while one number is tried from fifty networks, a fresh code and a recognised browser get in, real Argon2id`() async throws {
        let siege = try await SiegeHouse(cost: .standard)

        let outcome = try await OneNumberSiege(siege)(tries: 1_000, networks: 50, span: .hours(24))

        #expect(outcome.letIn == 0)
        #expect((5...26).contains(outcome.wrong))
        #expect(outcome.wrong + outcome.heldBack + outcome.askedForProof == 1_000)
        #expect(outcome.codesLetIn == 100 && outcome.codesTyped == 100)
        #expect(outcome.browserLetIn == 100 && outcome.browserCame == 100)
        #expect(outcome.strangerIsHeldBack)
    }

    @Test(arguments: [false, true])
    func `one password on two thousand numbers is told once, slowed, and keeps no member out`(solves: Bool) async throws {
        let siege = try await SiegeHouse(cost: Argon2Cost(kibibytes: 8, passes: 1))

        let outcome = try await SprayingSiege(siege, solves: solves)(numbers: 2_000, networks: 100, span: .minutes(30))

        #expect(outcome.letIn == 0)
        #expect(outcome.alarms == 1 && outcome.tasks == 1)
        #expect(outcome.alarmAfter == .minutes(1))
        #expect(outcome.free < 100)
        #expect(outcome.free + outcome.paid + outcome.refused == 2_000)
        #expect(solves ? outcome.paid > 1_800 && outcome.hashes >= Double(outcome.paid) * 131_072 : outcome.paid == 0)
        #expect(outcome.membersCame == 9 && outcome.membersLetIn == 9)
        #expect(outcome.endedAfter.map { $0 <= .minutes(75) } == true)
    }

    @Test func `a flood costs no more letters than a day has, and no member waits for it`() async throws {
        var scale = Flood.Scale()
        (scale.requests, scale.networks, scale.members, scale.ordersPerSecond, scale.dailyBudget) = (4_000, 20, 20, 1, 80)
        let outcome = try await Flood(scale)()

        #expect(outcome.requests == 4_000)
        #expect(outcome.backlog > 100)
        #expect(outcome.days.count == 2)
        #expect(outcome.days.allSatisfy { $0.letters <= 80 && $0.fromBusyNetworks <= 56 && $0.held > 0 })
        #expect(outcome.days.last?.fromBusyNetworks == 56)
        #expect(outcome.membersTurnedAway == 0)
        #expect(outcome.emailDelays.count == 10 && outcome.emailDelays.allSatisfy { $0 <= 60 })
        #expect(outcome.lettersSameDay == 10)
        #expect(outcome.shared == 4 && outcome.sharedServed == 4)
        #expect(outcome.codesTyped >= 20 && outcome.codesLetIn == outcome.codesTyped)
    }
}
