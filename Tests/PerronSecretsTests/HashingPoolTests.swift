import Dispatch
import Foundation
import PerronDomain
import PerronSecrets
import Synchronization
import Testing

struct HashingPoolTests {
    @Test func `no more run at once than there are lanes, and everyone is served`() async throws {
        let pool = HashingPool(lanes: 3)
        let gauge = Gauge()

        let sum = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<200 {
                group.addTask { try await pool.run { gauge.during { number } } }
            }
            return try await group.reduce(0, +)
        }

        #expect(sum == 199 * 200 / 2)
        #expect(gauge.highest <= 3)
        #expect(gauge.now == 0)
        #expect(await pool.queueLength == 0)
    }

    @Test func `work is done in order of arrival`() async throws {
        let pool = HashingPool(lanes: 1)
        let (gate, order) = (Gate(), Order())

        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await pool.run { gate.wait() } }
            for number in 0..<200 {
                // The next one arrives only once this one stands in the queue.
                while await pool.queueLength < number { await Task.yield() }
                if number == 0 { await gate.reached() }
                group.addTask { try await pool.run { order.append(number) } }
            }
            while await pool.queueLength < 200 { await Task.yield() }
            gate.open()
            try await group.waitForAll()
        }

        #expect(order.numbers == Array(0..<200))
    }

    @Test func `a full queue refuses at once but what is urgent, and takes again once there is room`() async throws {
        let pool = HashingPool(lanes: 1, capacity: 1)
        let gate = Gate()
        let running = Task { try await pool.run { gate.wait() } }
        await gate.reached()
        let waiting = Task { try await pool.run { true } }
        while await pool.queueLength < 1 { await Task.yield() }

        await #expect(throws: HashingPoolError.full) { try await pool.run { true } }
        let urgent = Task { try await pool.run(isUrgent: true) { true } }
        while await pool.queueLength < 2 { await Task.yield() }

        gate.open()
        try await running.value
        #expect(try await waiting.value)
        #expect(try await urgent.value)
        #expect(try await pool.run { true })
    }

    #if os(Linux)
        @Test func `hashes give way to whatever else the process does`() async throws {
            let pool = HashingPool(lanes: 1)

            let first = try await pool.run { niceness() }
            let again = try await pool.run { niceness() }

            #expect(first == 10)
            #expect(again == 10)
            #expect(niceness() == 0)
        }
    #endif

    @Test func `an error reaches its caller and frees the lane`() async throws {
        let pool = HashingPool(lanes: 1)

        await #expect(throws: PasswordHashingError.outOfMemory) { try await pool.run { throw PasswordHashingError.outOfMemory } }

        #expect(try await pool.run { 7 } == 7)
    }
}

#if os(Linux)
    /// Of the thread that asks.
    private func niceness() -> Int32 { getpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0) }
#endif

/// How many are inside at once.
private final class Gauge: Sendable {
    private let state = Mutex((now: 0, highest: 0))

    var now: Int { state.withLock { $0.now } }
    var highest: Int { state.withLock { $0.highest } }

    func during(_ work: () -> Int) -> Int {
        state.withLock {
            $0.now += 1
            $0.highest = max($0.highest, $0.now)
        }
        defer { state.withLock { $0.now -= 1 } }
        return work()
    }
}

/// Keeps whoever comes until it is opened.
private final class Gate: Sendable {
    private let opened = DispatchSemaphore(value: 0)
    private let isReached = Atomic(false)

    func wait() {
        isReached.store(true, ordering: .sequentiallyConsistent)
        opened.wait()
    }

    func reached() async {
        while !isReached.load(ordering: .sequentiallyConsistent) { await Task.yield() }
    }

    func open() { opened.signal() }
}

private final class Order: Sendable {
    private let state = Mutex<[Int]>([])

    var numbers: [Int] { state.withLock { $0 } }

    func append(_ number: Int) { state.withLock { $0.append(number) } }
}
