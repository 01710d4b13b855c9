import PerronDomain
import PerronStorage
import Testing

struct AccountsTests {
    @Test(arguments: EngineUnderTest.allCases)
    func `a password is set, replaced and upgraded, and the opening day stays`(engine: EngineUnderTest) async throws {
        let shelf = try await Shelf(engine)
        let later = shelf.now.adding(.days(1))

        let account = try await shelf.database.write { tx in
            let accounts = Accounts(tx)
            try accounts.set(password: "a", of: shelf.camille, now: shelf.now)
            try accounts.set(password: "b", of: shelf.camille, now: later)
            try accounts.upgrade(shelf.camille, from: "a", to: "nothing")
            try accounts.upgrade(shelf.camille, from: "b", to: "c")
            return try accounts.find(shelf.camille)
        }

        #expect(account?.password == "c")
        #expect(account?.openedAt == shelf.now)
        #expect(account?.passwordSetAt == later)
        #expect(account.map { "\($0)" } == "[redacted]")
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `a session is found by its digest, touched forward and ended once`(engine: EngineUnderTest) async throws {
        let shelf = try await Shelf(engine)
        let session = MemberSession(id: shelf.newID(), recordID: shelf.camille, provisionalID: nil, now: shelf.now)
        let later = shelf.now.adding(.minutes(5))

        try await shelf.database.write { tx in
            let sessions = MemberSessions(tx)
            try sessions.insert(session, tokenDigest: [1])
            try sessions.touch(session.id, now: later)
            try sessions.touch(session.id, now: shelf.now)
            try sessions.end(session.id, now: later)
            try sessions.end(session.id, now: later.adding(.minutes(1)))
            try sessions.touch(session.id, now: later.adding(.minutes(9)))
        }

        let stored = try await shelf.database.read { tx in try MemberSessions(tx).find(tokenDigest: [1]) }
        #expect(stored?.id == session.id)
        #expect(stored?.seenAt == later)
        #expect(stored?.endedAt == later)
        #expect(try await shelf.database.read { tx in try MemberSessions(tx).find(tokenDigest: [2]) } == nil)
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `a cookie that is replaced ends its session once, and old sessions are pruned`(engine: EngineUnderTest) async throws {
        let shelf = try await Shelf(engine)
        let session = MemberSession(id: shelf.newID(), recordID: shelf.camille, provisionalID: nil, now: shelf.now)

        let (ended, pruned) = try await shelf.database.write { tx in
            let sessions = MemberSessions(tx)
            try sessions.insert(session, tokenDigest: [1])
            let ended = [
                try sessions.end(tokenDigest: [2], now: shelf.now), try sessions.end(tokenDigest: [1], now: shelf.now),
                try sessions.end(tokenDigest: [1], now: shelf.now),
            ].map { $0?.id }
            return (
                ended,
                [
                    try sessions.prune(startedBefore: shelf.now, limit: 10),
                    try sessions.prune(startedBefore: shelf.now.adding(.seconds(1)), limit: 10),
                ]
            )
        }

        #expect(ended == [nil, session.id, nil])
        #expect(pruned == [0, 1])
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `all sessions of a file end but the one that is kept`(engine: EngineUnderTest) async throws {
        let shelf = try await Shelf(engine)
        let sessions = (0..<4).map { number in
            MemberSession(id: shelf.newID(), recordID: number < 3 ? shelf.camille : shelf.henri, provisionalID: nil, now: shelf.now)
        }

        let counts = try await shelf.database.write { tx in
            for (number, session) in sessions.enumerated() { try MemberSessions(tx).insert(session, tokenDigest: [UInt8(number)]) }
            return [
                try MemberSessions(tx).endAll(of: shelf.camille, but: sessions[0].id, now: shelf.now),
                try MemberSessions(tx).endAll(of: shelf.camille, now: shelf.now),
                try MemberSessions(tx).endAll(of: .nobody, now: shelf.now),
            ]
        }

        #expect(counts == [2, 1, 0])
    }

    @Test(arguments: [(0, 30), (29, 59), (470, 480)])
    func `a full session ends by idleness or by age`(seen: Int, ends: Int) {
        let limits = Limits.Sessions()
        let start = Instant(seconds: 0)
        let session = MemberSession(id: .nobody, recordID: .nobody, provisionalID: nil, now: start).seen(at: start.adding(.minutes(seen)))

        #expect(session.endsAt(limits) == start.adding(.minutes(ends)))
        // A request that wasn't noted may have come after the last one that was; the age has no such doubt.
        let last = min(start.adding(.minutes(ends)).adding(MemberSession.touchEvery), start.adding(limits.life))
        #expect(session.isAlive(at: last.subtracting(.milliseconds(1)), limits: limits))
        #expect(!session.isAlive(at: last, limits: limits))
    }

    @Test(arguments: [(0, 15), (14, 29), (50, 60)])
    func `a restricted session ends earlier`(seen: Int, ends: Int) {
        let start = Instant(seconds: 0)
        let session = MemberSession(id: .nobody, recordID: .nobody, provisionalID: .nobody, now: start).seen(
            at: start.adding(.minutes(seen)))

        #expect(session.isRestricted)
        #expect(session.endsAt(Limits.Sessions()) == start.adding(.minutes(ends)))
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `a browser is recognised for each file it is known for, until its day or until all of a file are ended`(
        engine: EngineUnderTest
    ) async throws {
        let shelf = try await Shelf(engine)
        let end = shelf.now.adding(.days(365))

        let found = try await shelf.database.write { tx in
            let browsers = RecognisedBrowsers(tx)
            for record in [shelf.camille, shelf.henri] {
                try browsers.insert(shelf.newID(), tokenDigest: [1], record: record, expiresAt: end, now: shelf.now)
            }
            let before = [
                try browsers.find(tokenDigest: [1], record: shelf.camille, now: shelf.now),
                try browsers.find(tokenDigest: [2], record: shelf.camille, now: shelf.now),
                try browsers.find(tokenDigest: [1], record: shelf.camille, now: end),
            ]
            try browsers.endAll(of: shelf.camille, now: shelf.now)
            return before + [
                try browsers.find(tokenDigest: [1], record: shelf.camille, now: shelf.now),
                try browsers.find(tokenDigest: [1], record: shelf.henri, now: shelf.now),
            ]
        }

        #expect(found.map { $0 != nil } == [true, false, false, false, true])
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `a browser's new cookie stands for all its files that live, and ended ones are pruned`(engine: EngineUnderTest) async throws {
        let shelf = try await Shelf(engine)
        let (soon, end) = (shelf.now.adding(.days(1)), shelf.now.adding(.days(365)))

        let (known, pruned) = try await shelf.database.write { tx in
            let browsers = RecognisedBrowsers(tx)
            try browsers.insert(shelf.newID(), tokenDigest: [1], record: shelf.camille, expiresAt: soon, now: shelf.now)
            try browsers.insert(shelf.newID(), tokenDigest: [1], record: shelf.henri, expiresAt: end, now: shelf.now)
            try browsers.endAll(of: shelf.henri, now: shelf.now)
            try browsers.renew([1], as: [2], now: shelf.now)
            let known = [
                try browsers.find(tokenDigest: [2], record: shelf.camille, now: shelf.now) != nil,
                try browsers.find(tokenDigest: [2], record: shelf.henri, now: shelf.now) != nil,
                try browsers.extend(tokenDigest: [2], record: shelf.camille, to: end),
                try browsers.extend(tokenDigest: [2], record: shelf.henri, to: end),
                try browsers.find(tokenDigest: [2], record: shelf.camille, now: soon) != nil,
            ]
            return (known, [try browsers.prune(now: shelf.now, limit: 10), try browsers.prune(now: soon, limit: 10)])
        }

        #expect(known == [true, false, true, false, true])
        #expect(pruned == [0, 1])
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `the last sign-ins come newest first`(engine: EngineUnderTest) async throws {
        let shelf = try await Shelf(engine)

        let events = try await shelf.database.write { tx in
            for minute in 0..<4 {
                try SignIns(tx).insert(
                    shelf.camille, means: minute == 0 ? .provisional : .password, now: shelf.now.adding(.minutes(minute)),
                    random: shelf.random)
            }
            return try SignIns(tx).latest(of: shelf.camille, limit: 3)
        }

        #expect(events.map(\.at) == [3, 2, 1].map { shelf.now.adding(.minutes($0)) })
        #expect(events.allSatisfy { $0.means == .password })
    }
}
