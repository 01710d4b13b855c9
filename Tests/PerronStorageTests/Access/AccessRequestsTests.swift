import PerronDomain
import PerronStorage
import Testing

struct AccessRequestsTests {
    @Test(arguments: EngineUnderTest.allCases)
    func `a request is confirmed once, and not when it waited too long`(engine: EngineUnderTest) async throws {
        let shelf = try await Shelf(engine)
        let (fresh, old) = (try await start(shelf), try await start(shelf))

        let outcomes = try await shelf.database.write { tx in
            let requests = AccessRequests(tx)
            return [
                try requests.confirm(
                    fresh, channel: .letter, language: .french, followUp: "A", startedAfter: shelf.now.subtracting(.hours(2)),
                    now: shelf.now),
                try requests.confirm(
                    fresh, channel: .email, language: .french, followUp: "B", startedAfter: shelf.now.subtracting(.hours(2)), now: shelf.now
                ),
                try requests.confirm(old, channel: .email, language: .french, followUp: "C", startedAfter: shelf.now, now: shelf.now),
            ]
        }

        let stored = try await shelf.database.read { tx in try AccessRequests(tx).find(followUp: "A") }
        #expect(outcomes == [true, false, false])
        #expect(stored?.id == fresh)
        #expect(stored?.state == .confirmed)
        #expect(stored?.channel == .letter)
        #expect(stored?.confirmedAt == shelf.now)
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `two requests never share a follow-up number`(engine: EngineUnderTest) async throws {
        let shelf = try await Shelf(engine)
        let (first, second) = (try await start(shelf), try await start(shelf))
        let before = shelf.now.subtracting(.hours(2))
        try await shelf.database.write { tx in
            _ = try AccessRequests(tx).confirm(
                first, channel: .letter, language: .french, followUp: "A", startedAfter: before, now: shelf.now)
        }

        await #expect(throws: DatabaseError.duplicate) {
            try await shelf.database.write { tx in
                _ = try AccessRequests(tx).confirm(
                    second, channel: .letter, language: .french, followUp: "A", startedAfter: before, now: shelf.now)
            }
        }
    }

    /// The stored state goes where the enum says, for every pair; what it forbids changes nothing.
    @Test(arguments: EngineUnderTest.allCases, AccessRequestEvent.allCases)
    func `an event moves the stored state as the state machine says`(engine: EngineUnderTest, event: AccessRequestEvent) async throws {
        let shelf = try await Shelf(engine)

        for state in AccessRequestState.allCases {
            let id = try await shelf.order().requestID
            try await shelf.database.write { tx in try tx.execute("UPDATE access_request SET state = \(state) WHERE id = \(id)") }

            let expected: AccessRequestState? = try? state.after(event)
            if expected == nil {
                await #expect(throws: (any Error).self) {
                    try await shelf.database.write { tx in try AccessRequests(tx).apply(event, to: id, now: shelf.now) }
                }
            } else {
                try await shelf.database.write { tx in try AccessRequests(tx).apply(event, to: id, now: shelf.now) }
            }

            let stored = try await shelf.database.read { tx in try AccessRequests(tx).find(id)?.state }
            #expect(stored == expected ?? state)
        }
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `a request that is gone can't be moved`(engine: EngineUnderTest) async throws {
        let shelf = try await Shelf(engine)

        await #expect(throws: MovedMeanwhile.self) {
            try await shelf.database.write { tx in try AccessRequests(tx).apply(.lapse, to: .nobody, now: shelf.now) }
        }
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `the schema refuses a confirmed request without a channel, and a state of no name`(engine: EngineUnderTest) async throws {
        let shelf = try await Shelf(engine)
        let id = try await start(shelf)

        for statement: SQL in [
            "UPDATE access_request SET state = 'confirmed' WHERE id = \(id)", "UPDATE access_request SET state = 'lost' WHERE id = \(id)",
            "UPDATE access_request SET channel = 'pigeon' WHERE id = \(id)",
        ] {
            await #expect(throws: DatabaseError.self) { try await shelf.database.write { tx in try tx.execute(statement) } }
        }
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `requests that were never confirmed are found by their age`(engine: EngineUnderTest) async throws {
        let shelf = try await Shelf(engine)
        let id = try await start(shelf)
        _ = try await shelf.order()

        let found = try await shelf.database.read { tx in
            [
                try AccessRequests(tx).neverConfirmed(before: shelf.now.adding(.seconds(1)), limit: 10),
                try AccessRequests(tx).neverConfirmed(before: shelf.now, limit: 10),
            ]
        }

        #expect(found == [[id], []])
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `a robot proof is claimed once, by one of many`(engine: EngineUnderTest) async throws {
        let shelf = try await Shelf(engine)

        let claims = try await withThrowingTaskGroup(of: Bool.self, returning: Int.self) { group in
            for _ in 0..<16 {
                group.addTask { try await shelf.database.write { tx in try RobotClaims(tx).claim([1, 2], expiresAt: shelf.now) } }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }

        let pruned = try await shelf.database.write { tx in
            [
                try RobotClaims(tx).prune(before: shelf.now, limit: 10),
                try RobotClaims(tx).prune(before: shelf.now.adding(.seconds(1)), limit: 10),
            ]
        }
        #expect(claims == 1)
        #expect(pruned == [0, 1])
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `a robot proof that is given back may be claimed again`(engine: EngineUnderTest) async throws {
        let shelf = try await Shelf(engine)

        let claims = try await shelf.database.write { tx in
            let claims = RobotClaims(tx)
            let first = [try claims.claim([1], expiresAt: shelf.now), try claims.isSpent([1])]
            try claims.release([1])
            return first + [try claims.isSpent([1]), try claims.claim([1], expiresAt: shelf.now)]
        }

        #expect(claims == [true, true, false, true])
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `events are counted as far as asked, beyond what is read of them`(engine: EngineUnderTest) async throws {
        let shelf = try await Shelf(engine)

        let (numbers, latest) = try await shelf.database.write { tx in
            let quotas = Quotas(tx)
            for second in 0..<250 {
                try quotas.count(.email, subject: [1], at: shelf.now.adding(.seconds(second)), random: shelf.random)
            }
            let numbers = [
                try quotas.number(.email, subject: [1], since: shelf.now, most: 1000),
                try quotas.number(.email, subject: [1], since: shelf.now, most: 240),
                try quotas.number(.letter, subject: [1], since: shelf.now, most: 1000),
                try quotas.instants(.email, subject: [1], since: shelf.now).count,
            ]
            let latest = [
                try quotas.latest(.email, subject: [1], since: shelf.now),
                try quotas.latest(.email, subject: [1], since: shelf.now.adding(.seconds(249))),
            ]
            return (numbers, latest)
        }

        #expect(numbers == [249, 240, 0, 200])
        #expect(latest == [shelf.now.adding(.seconds(249)), nil])
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `quotas are counted by kind, subject and time, and forgotten`(engine: EngineUnderTest) async throws {
        let shelf = try await Shelf(engine)
        let earlier = shelf.now.subtracting(.hours(1))

        let counts = try await shelf.database.write { tx in
            let quotas = Quotas(tx)
            for at in [earlier, shelf.now] { try quotas.count(.failedSignIn, subject: [1], at: at, random: shelf.random) }
            try quotas.count(.request, subject: [1], at: shelf.now, random: shelf.random)
            try quotas.count(.failedSignIn, subject: [2], at: shelf.now, random: shelf.random)
            let before = [
                try quotas.instants(.failedSignIn, subject: [1], since: earlier.subtracting(.seconds(1))),
                try quotas.instants(.failedSignIn, subject: [1], since: earlier), try quotas.instants(.email, subject: [1], since: earlier),
            ]
            try quotas.forget(.failedSignIn, subject: [1])
            return before + [
                try quotas.instants(.failedSignIn, subject: [1], since: Instant(seconds: 0)),
                try quotas.instants(.failedSignIn, subject: [2], since: Instant(seconds: 0)),
            ]
        }

        let pruned = try await shelf.database.write { tx in try Quotas(tx).prune(before: shelf.now.adding(.seconds(1)), limit: 1) }
        #expect(counts == [[shelf.now, earlier], [shelf.now], [], [], [shelf.now]])
        #expect(pruned == 1)
    }

    private func start(_ shelf: Shelf) async throws -> Identifier<AccessRequest> {
        let request = AccessRequest(
            id: shelf.newID(), number: try FileNumber("2614073"), role: .member, language: .french, isSlowLane: false, network: [1],
            startedAt: shelf.now)
        try await shelf.database.write { tx in try AccessRequests(tx).insert(request) }
        return request.id
    }
}
