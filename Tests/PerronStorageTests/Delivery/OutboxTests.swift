import PerronDomain
import PerronStorage
import Testing

struct OutboxTests {
    @Test(arguments: EngineUnderTest.allCases)
    func `workers that lease at once never get the same order`(engine: EngineUnderTest) async throws {
        let shelf = try await Shelf(engine)
        for _ in 0..<10 { _ = try await shelf.order() }

        let leased = try await withThrowingTaskGroup(of: DispatchOrder?.self, returning: [DispatchOrder].self) { group in
            for _ in 0..<16 { group.addTask { try await lease(shelf, at: shelf.now) } }
            return try await group.reduce(into: []) { if let order = $1 { $0.append(order) } }
        }

        #expect(leased.count == 10)
        #expect(Set(leased.map(\.id)).count == 10)
        #expect(leased.allSatisfy { $0.attempts == 1 })
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `several orders leased together are the first in line, and nobody else's`(engine: EngineUnderTest) async throws {
        let shelf = try await Shelf(engine)
        let orders = [try await shelf.order(), try await shelf.order(), try await shelf.order(), try await shelf.order()]
        try await shelf.database.write { [now = shelf.now] tx in
            try tx.execute("UPDATE dispatch SET turn = 1 WHERE id = \(orders[0].id)")
            try tx.execute("UPDATE dispatch SET due_at = \(now.subtracting(.minutes(1))) WHERE id = \(orders[3].id)")
            try tx.execute("UPDATE dispatch SET due_at = \(now.subtracting(.seconds(1))) WHERE id = \(orders[1].id)")
        }

        let taken = try await shelf.database.write { [now = shelf.now, dialect = shelf.database.dialect] tx in
            try Outbox(tx).lease(.emails, atMost: 4, now: now, until: now.adding(.minutes(1)), dialect: dialect)
        }

        #expect(taken.map(\.id) == [orders[3].id, orders[1].id, orders[2].id, orders[0].id])
        #expect(taken.allSatisfy { $0.attempts == 1 })
        #expect(try await lease(shelf, at: shelf.now) == nil)
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `an order whose worker died is leased again when its time is over`(engine: EngineUnderTest) async throws {
        let shelf = try await Shelf(engine)
        let order = try await shelf.order()

        let first = try await lease(shelf, at: shelf.now)
        let tooEarly = try await lease(shelf, at: shelf.now.adding(.seconds(30)))
        let again = try await lease(shelf, at: shelf.now.adding(.seconds(61)))

        #expect(first?.id == order.id)
        #expect(tooEarly == nil)
        #expect(again?.id == order.id)
        #expect(again?.attempts == 2)
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `an order goes from pending over handing over to settled, and stays there`(engine: EngineUnderTest) async throws {
        let shelf = try await Shelf(engine)
        let order = try await shelf.order()

        let states = try await shelf.database.write { tx in
            let outbox = Outbox(tx)
            var states = [try outbox.find(order.id)?.state]
            try outbox.markHandingOver(order)
            states.append(try outbox.find(order.id)?.state)
            try outbox.settle(order, outcome: "email", now: shelf.now)
            states.append(try outbox.find(order.id)?.state)
            try outbox.postpone(order, until: shelf.now)
            try outbox.markHandingOver(order)
            states.append(try outbox.find(order.id)?.state)
            return states
        }

        #expect(states == [.pending, .handingOver, .settled, .settled])
        #expect(try await lease(shelf, at: shelf.now.adding(.days(1))) == nil)
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `what nothing left of is pending again, what may have left stays in doubt`(engine: EngineUnderTest) async throws {
        let shelf = try await Shelf(engine)
        let (unsent, doubtful) = (try await shelf.order(), try await shelf.order())
        let due = shelf.now.adding(.minutes(5))

        let after = try await shelf.database.write { tx in
            let outbox = Outbox(tx)
            for order in [unsent, doubtful] { try outbox.markHandingOver(order) }
            try outbox.postpone(unsent, until: due)
            try outbox.postponeInDoubt(doubtful, isNewDoubt: true, until: due)
            return (try outbox.find(unsent.id)?.state, try outbox.find(doubtful.id)?.state, try outbox.nextDue(), try outbox.backlog())
        }

        #expect(after.0 == .pending)
        #expect(after.1 == .handingOver)
        #expect(after.2 == due)
        #expect(after.3 == 2)
        #expect(try await lease(shelf, at: due.subtracting(.seconds(1))) == nil)
        #expect(try await lease(shelf, at: due) != nil)
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `whoever lost the lease changes nothing`(engine: EngineUnderTest) async throws {
        let shelf = try await Shelf(engine)
        _ = try await shelf.order()
        let late = try #require(try await lease(shelf, at: shelf.now))
        let current = try #require(try await lease(shelf, at: shelf.now.adding(.seconds(61))))

        let (hits, after) = try await shelf.database.write { tx in
            let outbox = Outbox(tx)
            let hits = [
                try outbox.isHeld(late), try outbox.markHandingOver(late), try outbox.postpone(late, until: shelf.now),
                try outbox.postponeInDoubt(late, isNewDoubt: true, until: shelf.now), try outbox.leaveUnsure(late, now: shelf.now),
                try outbox.settle(late, outcome: "email", now: shelf.now),
            ]
            return (hits, try outbox.find(late.id))
        }
        let settled = try await shelf.database.write { tx in
            [
                try Outbox(tx).isHeld(current), try Outbox(tx).settle(current, outcome: "email", now: shelf.now),
                try Outbox(tx).isHeld(current),
            ]
        }

        #expect(hits.allSatisfy { !$0 })
        #expect(after == current)
        #expect(settled == [true, true, false])
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `an earlier turn goes first, within a turn the oldest, and what is not due yet is passed over`(engine: EngineUnderTest)
        async throws
    {
        let shelf = try await Shelf(engine)
        let orders = [try await shelf.order(), try await shelf.order(), try await shelf.order(), try await shelf.order()]
        try await shelf.database.write { [now = shelf.now] tx in
            try tx.execute("UPDATE dispatch SET turn = 6, due_at = \(now.subtracting(.hours(1))) WHERE id = \(orders[0].id)")
            try tx.execute("UPDATE dispatch SET turn = 1 WHERE id = \(orders[1].id)")
            try tx.execute("UPDATE dispatch SET turn = 1, due_at = \(now.subtracting(.minutes(1))) WHERE id = \(orders[2].id)")
            try tx.execute("UPDATE dispatch SET due_at = \(now.adding(.minutes(1))) WHERE id = \(orders[3].id)")
        }

        var leased: [Identifier<DispatchOrder>] = []
        while let order = try await lease(shelf, at: shelf.now) { leased.append(order.id) }

        #expect(leased == [orders[2].id, orders[1].id, orders[0].id])
    }

    @Test(arguments: EngineUnderTest.allCases)
    func `an order for no request is refused`(engine: EngineUnderTest) async throws {
        let shelf = try await Shelf(engine)

        await #expect(throws: DatabaseError.self) {
            try await shelf.database.write { tx in try Outbox(tx).enqueue(shelf.newID(), request: .nobody, channel: .email, now: shelf.now)
            }
        }
    }

    private func lease(_ shelf: Shelf, at now: Instant) async throws -> DispatchOrder? {
        let dialect = shelf.database.dialect
        return try await shelf.database.write { tx in
            try Outbox(tx).lease(.emails, now: now, until: now.adding(.minutes(1)), dialect: dialect).first
        }
    }
}

extension Outbox {
    /// With a trace of the order's own.
    @discardableResult
    fileprivate func markHandingOver(_ order: DispatchOrder) throws -> Bool {
        let token = ReturnToken(bytes: Array(order.id.text.utf8.suffix(ReturnToken.length)))
        return try markHandingOver(order, trace: EmailTrace(token: token, sentTo: []))
    }
}
