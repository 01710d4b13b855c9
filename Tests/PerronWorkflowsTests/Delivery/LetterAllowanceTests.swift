import PerronDomain
import PerronSecrets
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

/// The fund's letters of the day, ten of them, with the worker that decides about each order.
struct LetterAllowanceTests {
    @Test
    func `a flood from one network waits, quiet members are served the same day, nothing is lost`() async throws {
        let house = try await House { $0.letters.dailyBudget = 10 }
        let members = try await house.register(15)
        let flooding = try #require(Network(packed: [192, 0, 2, 1]))
        for number in members.prefix(12) { try await house.orderLetter(number, from: flooding) }
        for (index, number) in members.suffix(3).enumerated() {
            try await house.orderLetter(number, from: try #require(Network(packed: [198, 51, UInt8(index), 7])))
        }

        var days: [[FileNumber]] = []
        for _ in 0..<5 {
            days.append(try await house.lettersOfDay())
            house.clock.set(try await house.nextDue() ?? house.clock.now())
        }

        #expect(days.map(\.count) == [6, 3, 3, 3, 0])
        #expect(Set(days[0]).isSuperset(of: members.suffix(3)))
        #expect(days.dropFirst().flatMap { $0 } == Array(members[3..<12]))
        #expect(try await house.count("task", where: "kind = 'lettersHeld'") == 1)
        #expect(try await house.count("audit_event", where: "verb = 'holdLetter'") == 9)
    }

    @Test
    func `a person releases one source's held letters, and drops another's`() async throws {
        let house = try await House { $0.letters.dailyBudget = 10 }
        let members = try await house.register(20)
        let (ward, attacker) = (try #require(Network(packed: [198, 51, 100, 1])), try #require(Network(packed: [192, 0, 2, 1])))
        for number in members.prefix(8) { try await house.orderLetter(number, from: ward) }
        for number in members.suffix(12) { try await house.orderLetter(number, from: attacker) }
        _ = try await house.lettersOfDay()

        let held = try await ListHeldLetters(house.base)()
        let dropped = try await DecideHeldLetters(house.base)(.drop, source: try #require(held.first))
        let stillHeld = try await ListHeldLetters(house.base)()
        let released = try await DecideHeldLetters(house.base)(.release, source: try #require(held.last))
        let sameDay = try await house.lettersOfDay()

        #expect(held.map(\.letters) == [9, 5])
        #expect((dropped, released) == (9, 5))
        #expect(stillHeld.map(\.letters) == [5])
        #expect(sameDay == Array(members[3..<8]))
        #expect(try await ListHeldLetters(house.base)().isEmpty)
        #expect(try await house.count("dispatch", where: "state = 'settled' AND outcome = 'dropped'") == 9)
        #expect(try await house.count("access_request", where: "state = 'closed'") == 9)
        #expect(try await house.count("audit_event", where: "verb IN ('dropLetter', 'releaseLetter')") == 14)
        #expect(try await house.count("task", where: "kind = 'lettersHeld' AND closed_at IS NULL") == 0)
    }

    @Test
    func `a letter that a worker has in hand is left to it`() async throws {
        let house = try await House { $0.letters.dailyBudget = 1 }
        let members = try await house.register(2)
        for number in members { try await house.orderLetter(number, from: try #require(Network(packed: [192, 0, 2, 1]))) }
        _ = try await house.lettersOfDay()
        house.clock.set(try #require(try await house.nextDue()))
        let source = try #require(try await ListHeldLetters(house.base)().first)
        let inHand = try #require(try await LeaseDispatch(house.base).any())

        let dropped = try await DecideHeldLetters(house.base)(.drop, source: source)

        #expect(dropped == 0)
        guard case .letter = try await DecideDispatch(house.base)(inHand) else { return #expect(Bool(false), "no letter") }
    }

    @Test
    func `a letter that is born of a bounce counts in the budget`() async throws {
        let house = try await House { $0.letters.dailyBudget = 1 }
        let request = try await house.confirmed(Cast.camille.number, .email)
        guard case .handOver(let code) = try await house.decide() else { return #expect(Bool(false), "no e-mail") }
        _ = try await SettleEmail(house.base)(code, .refused(code: 550))
        let born = try await house.decide()
        _ = try await house.confirmed(Cast.henri.number, .letter)

        let next = try await house.decide()

        guard case .letter = born else { return #expect(Bool(false), "no letter") }
        guard case .held(let until) = next else { return #expect(Bool(false), "not held") }
        #expect(until == house.base.civilTime.instant(of: CalendarDay(iso: "2026-11-25")!, minutes: 0))
        #expect(try await house.database.read { tx in try AccessRequests(tx).find(request)?.state } == .dispatched)
    }

    @Test
    func `a spoiled page is printed anew although its network has spent its share`() async throws {
        let house = try await House { $0.letters.dailyBudget = 10 }
        let members = try await house.register(8)
        for number in members { try await house.orderLetter(number, from: try #require(Network(packed: [192, 0, 2, 1]))) }
        let left = try await house.lettersOfDay()
        let batch = try #require(try await GatherBatch(house.base)(.atOnce))
        try await HandOverBatch(house.base).settle(batch)
        let spoiled = try #require(try await FindLetterBatch(house.base)(batch)?.letters.first)

        try await ReprintLetter(house.base)(spoiled.number)
        let anew = try await house.lettersOfDay()

        #expect(left == Array(members[..<3]))
        let number = try await house.database.read { tx in try PensionRecords(tx).find(spoiled.recordID)?.number }
        #expect(anew == [number])
        #expect(try await ListHeldLetters(house.base)().map(\.letters) == [5])
        #expect(try await ReadLetterBudget(house.base)().today == 4)
    }

    @Test
    func `past the month's letters all wait for the next month, and what holds them is told`() async throws {
        let house = try await House { ($0.letters.dailyBudget, $0.letters.monthlyBudget) = (4, 6) }
        let members = try await house.register(12)
        for (index, number) in members.enumerated() {
            try await house.orderLetter(number, from: try #require(Network(packed: [198, 51, UInt8(index), 7])))
        }

        var days: [(day: String, letters: Int)] = []
        var held: [(day: Int, month: Int)] = []
        for _ in 0..<4 {
            let letters = try await house.lettersOfDay().count
            days.append((house.base.civilTime.day(of: house.clock.now()).iso, letters))
            let sources = try await ListHeldLetters(house.base)()
            let byMonth = sources.map(\.heldByMonth).reduce(0, +)
            held.append((sources.map { $0.letters - $0.heldByShare }.reduce(0, +) - byMonth, byMonth))
            house.clock.set(try await house.nextDue() ?? house.clock.now())
        }

        #expect(days.map(\.day) == ["2026-11-24", "2026-11-25", "2026-12-01", "2026-12-02"])
        #expect(days.map(\.letters) == [4, 2, 4, 2])
        #expect(held.map(\.day) == [8, 0, 2, 0])
        #expect(held.map(\.month) == [0, 6, 0, 0])
    }

    @Test
    func `that four fifths are spent is told once a day and once a month, however many letters follow`() async throws {
        let house = try await House { ($0.letters.dailyBudget, $0.letters.monthlyBudget) = (5, 10) }
        let members = try await house.register(10)
        var told: [[Int]] = []
        for (index, number) in members.enumerated() {
            if index == 5 { house.clock.advance(.days(1)) }
            try await house.orderLetter(number, from: try #require(Network(packed: [198, 51, UInt8(index), 7])))
            _ = try await house.lettersOfDay()
            told.append([
                try await house.count("task", where: "kind = 'dayNearlySpent'"),
                try await house.count("task", where: "kind = 'monthNearlySpent'"),
            ])
            try await house.database.write { tx in try tx.execute("UPDATE task SET closed_at = 1 WHERE kind = 'dayNearlySpent'") }
        }

        #expect(told.map { $0[0] } == [0, 0, 0, 1, 1, 1, 1, 1, 2, 2])
        #expect(told.map { $0[1] } == [0, 0, 0, 0, 0, 0, 0, 1, 1, 1])
        let spent = try await ReadLetterBudget(house.base)()
        #expect((spent.today, spent.thisMonth) == (5, 10))
    }

    @Test
    func `a day's count goes once it is forty days old`() async throws {
        let house = try await House()
        _ = try await house.confirmed(Cast.henri.number, .letter)
        _ = try await house.decide()

        let before = try await house.count("letter_day")
        house.clock.advance(.days(41))
        _ = try await Housekeeping(house.base)()

        #expect(before == 3)
        #expect(try await house.count("letter_day") == 0)
    }
}

extension House {
    fileprivate func decide() async throws -> DecideDispatch.Decision {
        guard let order = try await LeaseDispatch(base).any() else { throw NotThere() }
        return try await DecideDispatch(base)(order)
    }

    /// Members who live like Henri, under numbers of their own.
    fileprivate func register(_ count: Int) async throws -> [FileNumber] {
        let model = try await record(Cast.henri).id
        let numbers = try (0..<count).map { try FileNumber("\(3_000_001 + $0)") }
        try await database.write { [base, now = clock.now()] tx in
            for number in numbers {
                let id: Identifier<PensionRecord> = base.newID(now)
                try tx.execute(
                    """
                    INSERT INTO pension_record
                      (id, number, situation, civility, family_name, birth_name, given_names, birth_date,
                       address_1, address_2, address_3, address_4, address_5, address_6, country, telephone, contents, last_run, updated_at)
                    SELECT \(id), \(number), situation, civility, family_name, birth_name, given_names, birth_date,
                       address_1, address_2, address_3, address_4, address_5, address_6, country, telephone, contents, last_run, updated_at
                    FROM pension_record WHERE id = \(model)
                    """)
            }
        }
        return numbers
    }

    fileprivate func orderLetter(_ number: FileNumber, from network: Network) async throws {
        let decision = try await StartAccessRequest(base)(
            number: number, language: .french, proof: proof(.access, network: network), network: network)
        guard case .started(let id) = decision, case .confirmed = try await confirm(id, channel: .letter, language: .french) else {
            throw NotThere()
        }
        // Orders of one millisecond have no order among them.
        clock.advance(.milliseconds(1))
    }

    /// Works until nothing is due; whose letters were made.
    fileprivate func lettersOfDay() async throws -> [FileNumber] {
        var numbers: [FileNumber] = []
        while let order = try await LeaseDispatch(base).any() {
            guard case .letter = try await DecideDispatch(base)(order) else { continue }
            let number = try await database.read { tx in try AccessRequests(tx).find(order.requestID)?.number }
            numbers.append(contentsOf: number.map { [$0] } ?? [])
        }
        return numbers
    }

    fileprivate func nextDue() async throws -> Instant? {
        try await database.read { tx in try Outbox(tx).nextDue() }
    }
}
