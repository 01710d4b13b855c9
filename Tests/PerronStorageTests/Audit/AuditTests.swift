import PerronDomain
import PerronStorage
import Testing

struct AuditTests {
    @Test(arguments: EngineUnderTest.allCases)
    func `events of a subject come in the order in which they happened`(engine: EngineUnderTest) async throws {
        let shelf = try await Shelf(engine)

        let events = try await shelf.database.write { tx in
            let trail = AuditTrail(tx, random: shelf.random)
            try trail.append(.startRequest, subject: "a", now: shelf.now)
            try trail.append(.confirmRequest, subject: "a", object: "o", detail: "email", now: shelf.now.adding(.seconds(1)))
            try trail.append(.signIn, subject: "b", now: shelf.now)
            return try AuditTrail.events(of: "a", in: tx)
        }

        #expect(events.map(\.verb) == [.startRequest, .confirmRequest])
        #expect(events.last?.object == "o")
        #expect(events.last?.detail == "email")
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `events of one millisecond keep the order in which they were written`(engine: EngineUnderTest) async throws {
        let shelf = try await Shelf(engine)
        let verbs = AuditVerb.allCases

        let read = try await shelf.database.write { tx in
            for verb in verbs { try AuditTrail(tx, random: shelf.random).append(verb, subject: "a", now: shelf.now) }
            return (try AuditTrail.events(of: "a", in: tx).map(\.verb), try AuditSeals(tx).unsealed(limit: 100).map(\.verb))
        }

        #expect(read.0 == verbs)
        #expect(read.1 == verbs.map(\.rawValue))
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `an event is sealed once`(engine: EngineUnderTest) async throws {
        let shelf = try await Shelf(engine)

        let sealed = try await shelf.database.write { tx in
            try AuditTrail(tx, random: shelf.random).append(.signIn, subject: "a", now: shelf.now)
            let event = try #require(try AuditSeals(tx).unsealed(limit: 10).first)
            try AuditSeals(tx).seal(event.id, number: 1, seal: [1])
            try AuditSeals(tx).seal(event.id, number: 2, seal: [2])
            return (
                try AuditSeals(tx).last(), try AuditSeals(tx).unsealed(limit: 10).count,
                try AuditSeals(tx).sealed(after: 0, limit: 10).count
            )
        }

        #expect(sealed.0?.number == 1)
        #expect(sealed.0?.seal == [1])
        #expect(sealed.1 == 0)
        #expect(sealed.2 == 1)
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `two seals never have one number`(engine: EngineUnderTest) async throws {
        let shelf = try await Shelf(engine)

        await #expect(throws: DatabaseError.duplicate) {
            try await shelf.database.write { tx in
                for _ in 0..<2 { try AuditTrail(tx, random: shelf.random).append(.signIn, subject: "a", now: shelf.now) }
                for event in try AuditSeals(tx).unsealed(limit: 10) { try AuditSeals(tx).seal(event.id, number: 1, seal: [1]) }
            }
        }
    }
}
