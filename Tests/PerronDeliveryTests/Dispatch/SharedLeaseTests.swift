import PerronDomain
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Synchronization
import Testing

@testable import PerronDelivery

struct SharedLeaseTests {
    @Test
    func `lanes that ask while a lease is under way share the next one, and nobody gets another's order`() async throws {
        let house = try await PostHouse()
        let people = [Cast.camille, Cast.sofia, Cast.odile, Cast.ines, Cast.paul, Cast.anne]
        for person in people { try await house.order(person.number, by: .email) }
        let (gate, lease) = (Gate(), LeaseDispatch(house.base))
        let asked = Mutex<[Int]>([])
        let shared = SharedLease { count in
            asked.withLock { $0.append(count) }
            await gate.pass()
            return try await lease(.emails, atMost: count)
        }

        let orders = try await withThrowingTaskGroup(of: DispatchOrder?.self) { group in
            for _ in 0..<8 { group.addTask { try await shared.next() } }
            // The first leads, the others wait behind it.
            await gate.open(whenWaiting: { shared.waitingCount == 7 })
            return try await group.reduce(into: [DispatchOrder]()) { if let order = $1 { $0.append(order) } }
        }

        #expect(asked.withLock { $0 } == [1, 7])
        #expect(Set(orders.map(\.id)).count == people.count && orders.count == people.count)
    }

    @Test
    func `a lease that fails fails for those who share it, and for nobody after them`() async throws {
        struct Away: Error {}
        let isAway = Mutex(true)
        let shared = SharedLease { _ in
            if isAway.withLock({ $0 }) { throw Away() }
            return []
        }

        await #expect(throws: Away.self) { try await shared.next() }
        isAway.withLock { $0 = false }

        #expect(try await shared.next() == nil)
    }
}

/// Holds whoever comes until it is opened.
private final class Gate: Sendable {
    private let (stream, continuation) = AsyncStream.makeStream(of: Void.self)

    func pass() async {
        for await _ in stream {}
    }

    /// Looks again and again, for the tasks of a group begin when they like.
    func open(whenWaiting isReady: () -> Bool) async {
        while !isReady() { await Task.yield() }
        continuation.finish()
    }
}
