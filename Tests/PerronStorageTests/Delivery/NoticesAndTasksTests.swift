import PerronDomain
import PerronStorage
import Testing

struct NoticesAndTasksTests {
    @Test(arguments: EngineUnderTest.allCases)
    func `a notice is leased once, postponed, settled`(engine: EngineUnderTest) async throws {
        let shelf = try await Shelf(engine)
        let notice = Notice(
            id: shelf.newID(), recordID: shelf.camille, kind: .passwordChosen, email: EmailAddress("camille.moreau@exemple.fr"),
            language: .english, aboutAt: shelf.now)
        try await shelf.database.write { tx in try Notices(tx).enqueue(notice) }
        let later = shelf.now.adding(.minutes(2))

        let first = try await lease(shelf, at: shelf.now)
        let second = try await lease(shelf, at: shelf.now)
        try await shelf.database.write { tx in try Notices(tx).postpone(try #require(first), until: later) }
        let third = try await lease(shelf, at: later)
        try await shelf.database.write { tx in try Notices(tx).settle(try #require(third), outcome: "sent", now: later) }

        #expect(first?.email == notice.email)
        #expect(first?.kind == .passwordChosen)
        #expect(first?.language == .english)
        #expect(second == nil)
        #expect(third?.attempts == 2)
        #expect(try await shelf.database.read { tx in try tx.first("SELECT email FROM notice")?.optionalText("email") } == nil)
        #expect(try await lease(shelf, at: later.adding(.days(1))) == nil)
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `the same question about one file is asked once while it is open`(engine: EngineUnderTest) async throws {
        let shelf = try await Shelf(engine)

        let open = try await shelf.database.write { tx in
            let tasks = StaffTasks(tx)
            for kind in [StaffTask.Kind.deceased, .deceased, .noAddress] {
                try tasks.open(kind, record: shelf.camille, now: shelf.now, random: shelf.random)
            }
            try tasks.open(.deceased, record: shelf.henri, now: shelf.now, random: shelf.random)
            return try tasks.open(limit: 10)
        }
        let deceased = try #require(open.first { $0.kind == .deceased && $0.recordID == shelf.camille })
        let closed = try await shelf.database.write { tx in
            [try StaffTasks(tx).close(deceased.id, now: shelf.now), try StaffTasks(tx).close(deceased.id, now: shelf.now)]
        }
        let again = try await shelf.database.write { tx in
            try StaffTasks(tx).open(.deceased, record: shelf.camille, now: shelf.now, random: shelf.random)
            return try StaffTasks(tx).open(limit: 10).count
        }

        #expect(open.count == 3)
        #expect(closed == [true, false])
        #expect(again == 3)
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `a lease is one holder's until it runs out or is given back`(engine: EngineUnderTest) async throws {
        let shelf = try await Shelf(engine)
        let (first, second) = (LeaseHolder(now: shelf.now, random: shelf.random), LeaseHolder(now: shelf.now, random: shelf.random))
        let (until, later) = (shelf.now.adding(.seconds(30)), shelf.now.adding(.seconds(31)))

        let taken = try await shelf.database.write { tx in
            let leases = Leases(tx)
            var taken = [
                try leases.take(.letters, holder: first, until: until, now: shelf.now),
                try leases.take(.letters, holder: second, until: until, now: shelf.now),
                try leases.take(.letters, holder: first, until: until, now: shelf.now),
                try leases.take(.auditSealer, holder: second, until: until, now: shelf.now),
                try leases.isHeld(.letters, by: first),
                try leases.take(.letters, holder: second, until: later.adding(.seconds(30)), now: later),
                try leases.isHeld(.letters, by: first),
            ]
            try leases.giveBack(.letters, holder: first)
            taken.append(try leases.take(.letters, holder: first, until: later.adding(.seconds(30)), now: later))
            try leases.giveBack(.letters, holder: second)
            taken.append(try leases.take(.letters, holder: first, until: later.adding(.seconds(30)), now: later))
            return taken
        }

        #expect(taken == [true, false, true, true, true, true, false, false, true])
    }

    private func lease(_ shelf: Shelf, at now: Instant) async throws -> Notice? {
        let dialect = shelf.database.dialect
        return try await shelf.database.write { tx in try Notices(tx).lease(now: now, until: now.adding(.minutes(1)), dialect: dialect) }
    }
}
