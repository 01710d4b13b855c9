import PerronDomain
import PerronStorage
import Testing

struct ProvisionalPasswordsTests {
    @Test(arguments: EngineUnderTest.allCases)
    func `of sixteen who redeem one code at once, exactly one does`(engine: EngineUnderTest) async throws {
        let shelf = try await Shelf(engine)

        for _ in 0..<20 {
            let code = try await shelf.code(of: shelf.order())

            let wins = try await withThrowingTaskGroup(of: Bool.self, returning: Int.self) { group in
                for _ in 0..<16 {
                    group.addTask {
                        try await shelf.database.write { tx in
                            try ProvisionalPasswords(tx).redeem(code.id, of: shelf.camille, now: shelf.now)
                        }
                    }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }

            #expect(wins == 1)
        }
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `a code is redeemed by its own file, once, while it lives`(engine: EngineUnderTest) async throws {
        let shelf = try await Shelf(engine)
        let code = try await shelf.code(of: shelf.order())
        let last = code.expiresAt.subtracting(.milliseconds(1))

        #expect(try await redeem(code, of: shelf.henri, at: shelf.now, in: shelf) == false)
        #expect(try await redeem(code, of: shelf.camille, at: code.expiresAt, in: shelf) == false)
        #expect(try await redeem(code, of: shelf.camille, at: last, in: shelf))
        #expect(try await redeem(code, of: shelf.camille, at: last, in: shelf) == false)
        #expect(try await find(code, in: shelf)?.usedAt == last)
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `a voided code can't be redeemed, nor a redeemed one voided`(engine: EngineUnderTest) async throws {
        let shelf = try await Shelf(engine)
        let order = try await shelf.order()
        let (voided, used) = (try await shelf.code(of: order), try await shelf.code(of: order))

        #expect(try await shelf.database.write { tx in try ProvisionalPasswords(tx).void(voided.id, now: shelf.now) })
        #expect(try await redeem(voided, of: shelf.camille, at: shelf.now, in: shelf) == false)
        #expect(try await redeem(used, of: shelf.camille, at: shelf.now, in: shelf))
        #expect(try await shelf.database.write { tx in try ProvisionalPasswords(tx).void(used.id, now: shelf.now) } == false)
        #expect(try await shelf.database.write { tx in try ProvisionalPasswords(tx).void(voided.id, now: shelf.now) } == false)
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `the others of a file are voided together, the used one and other files' stay`(engine: EngineUnderTest) async throws {
        let shelf = try await Shelf(engine)
        let order = try await shelf.order()
        let (used, first, second) = (try await shelf.code(of: order), try await shelf.code(of: order), try await shelf.code(of: order))
        _ = try await redeem(used, of: shelf.camille, at: shelf.now, in: shelf)

        let count = try await shelf.database.write { tx in
            [
                try ProvisionalPasswords(tx).voidOthers(of: shelf.henri, now: shelf.now).count,
                try ProvisionalPasswords(tx).voidOthers(of: shelf.camille, now: shelf.now).count,
                try ProvisionalPasswords(tx).voidOthers(of: shelf.camille, now: shelf.now).count,
            ]
        }

        #expect(count == [0, 2, 0])
        #expect(try await find(used, in: shelf)?.voidedAt == nil)
        #expect(try await find(first, in: shelf)?.isAlive(at: shelf.now) == false)
        #expect(try await find(second, in: shelf)?.voidedAt == shelf.now)
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `an unsent code is voided by its order alone`(engine: EngineUnderTest) async throws {
        let shelf = try await Shelf(engine)
        let (order, other) = (try await shelf.order(), try await shelf.order())
        let (unsent, sent) = (try await shelf.code(of: order), try await shelf.code(of: other))

        let count = try await shelf.database.write { tx in try ProvisionalPasswords(tx).voidUnsent(dispatch: order.id, now: shelf.now) }

        #expect(count == 1)
        #expect(try await find(unsent, in: shelf)?.voidedAt == shelf.now)
        #expect(try await find(sent, in: shelf)?.isAlive(at: shelf.now) == true)
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `a life is extended, never shortened, and not given back`(engine: EngineUnderTest) async throws {
        let shelf = try await Shelf(engine)
        let order = try await shelf.order()
        let (alive, voided) = (try await shelf.code(of: order), try await shelf.code(of: order))
        let later = alive.expiresAt.adding(.days(3))

        try await shelf.database.write { tx in
            let codes = ProvisionalPasswords(tx)
            try codes.extend(alive.id, to: later)
            try codes.extend(alive.id, to: shelf.now)
            _ = try codes.void(voided.id, now: shelf.now)
            try codes.extend(voided.id, to: later)
        }

        #expect(try await find(alive, in: shelf)?.expiresAt == later)
        #expect(try await find(voided, in: shelf)?.expiresAt == voided.expiresAt)
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `wrong birth dates are counted one by one, at once too`(engine: EngineUnderTest) async throws {
        let shelf = try await Shelf(engine)
        let code = try await shelf.code(of: shelf.order())

        let counts = try await withThrowingTaskGroup(of: Int.self, returning: Set<Int>.self) { group in
            for _ in 0..<10 {
                group.addTask { try await shelf.database.write { tx in try ProvisionalPasswords(tx).countWrongBirthDate(code.id) } }
            }
            return try await group.reduce(into: []) { $0.insert($1) }
        }

        #expect(counts == Set(1...10))
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `codes that ran out are kept for a while, so that they can be renewed`(engine: EngineUnderTest) async throws {
        let shelf = try await Shelf(engine)
        let code = try await shelf.code(of: shelf.order())

        let typed = StoredDigest(keyID: code.keyID, bytes: code.digest)
        let other = StoredDigest(keyID: code.keyID, bytes: code.digest.reversed())
        let ids = try await shelf.database.read { tx in
            let codes = ProvisionalPasswords(tx)
            return [
                try codes.find(typed, of: shelf.camille, expiredAfter: code.expiresAt.subtracting(.days(90)))?.id,
                try codes.find(typed, of: shelf.camille, expiredAfter: code.expiresAt)?.id,
                try codes.find(other, of: shelf.camille, expiredAfter: shelf.now)?.id,
                try codes.find(typed, of: shelf.henri, expiredAfter: shelf.now)?.id,
                try codes.find(typed, of: .nobody, expiredAfter: shelf.now)?.id,
            ]
        }

        #expect(ids == [code.id, nil, nil, nil, nil])
    }

    private func redeem(
        _ code: ProvisionalPasswordDigest, of record: Identifier<PensionRecord>, at now: Instant, in shelf: Shelf
    ) async throws -> Bool {
        try await shelf.database.write { tx in try ProvisionalPasswords(tx).redeem(code.id, of: record, now: now) }
    }

    private func find(_ code: ProvisionalPasswordDigest, in shelf: Shelf) async throws -> ProvisionalPasswordDigest? {
        try await shelf.database.read { tx in try ProvisionalPasswords(tx).find(code.id) }
    }
}
