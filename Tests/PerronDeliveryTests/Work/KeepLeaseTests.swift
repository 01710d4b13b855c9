import PerronDomain
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

@testable import PerronDelivery

struct KeepLeaseTests {
    @Test
    func `a lease is renewed while the work goes on, however long it lasts`() async throws {
        let house = try await PostHouse()
        let (own, other) = (TakeLease(house.base, name: .letters), TakeLease(house.base, name: .letters))
        let keep = KeepLease(lease: own, term: .seconds(30), interval: .milliseconds(1), logger: Examples.silent)
        _ = try await own(for: .seconds(30))

        let wasTaken = try await keep.during {
            house.clock.advance(.seconds(20))
            let renewed = house.clock.now().adding(.seconds(30))
            while try await house.leasedUntil() < renewed { await Task.yield() }
            house.clock.advance(.seconds(20))
            return try await other(for: .seconds(30))
        }

        #expect(!wasTaken)
    }

    @Test
    func `work that fails says so, and nobody renews any more`() async throws {
        let house = try await PostHouse()
        let own = TakeLease(house.base, name: .letters)
        let keep = KeepLease(lease: own, term: .seconds(30), interval: .milliseconds(1), logger: Examples.silent)

        await #expect(throws: LostLease.self) { try await keep.during { throw LostLease() } }
    }
}

extension PostHouse {
    fileprivate func leasedUntil() async throws -> Instant {
        try await database.read { tx in
            try tx.first("SELECT until FROM lease WHERE name = 'letters'")?.instant("until") ?? FixedClock.start
        }
    }
}
