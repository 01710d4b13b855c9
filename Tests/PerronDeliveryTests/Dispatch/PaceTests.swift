import PerronDelivery
import PerronDomain
import PerronMessages
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

/// The worker and the pace of domains. Time is moved, nobody waits.
struct PaceTests {
    private static let atExemple = [Cast.camille, Cast.odile, Cast.ines, Cast.paul]

    @Test
    func `a domain at its pace gets the others of its e-mails later, with one code each`() async throws {
        let (house, mailbag) = (try await PostHouse(), Mailbag())
        let worker = try Self.worker(house, mailbag, rates: ["exemple.fr:2"])
        for person in Self.atExemple { try await house.order(person.number, by: .email) }

        try await worker.runOnce()
        let atOnce = mailbag.messages.count
        house.clock.advance(.milliseconds(500))
        try await worker.runOnce()
        let soon = mailbag.messages.count
        house.clock.advance(.milliseconds(500))
        try await worker.runOnce()

        #expect([atOnce, soon, mailbag.messages.count] == [2, 3, 4])
        for person in Self.atExemple { #expect(try await house.codes(of: person.number).count == 1) }
    }

    @Test
    func `another domain's e-mails, letters and notices go on meanwhile`() async throws {
        let (house, mailbag) = (try await PostHouse(), Mailbag())
        let worker = try Self.worker(house, mailbag, rates: ["exemple.fr:1"])
        let elsewhere = EmailAddress("henri@ailleurs.example")!
        for person in Self.atExemple { try await house.order(person.number, by: .email) }
        try await house.order(Cast.henri.number, by: .letter)
        let record = try await house.record(Cast.henri.number).id
        let notice = Notice(
            id: house.base.newID(house.clock.now()), recordID: record, kind: .passwordChanged, email: elsewhere, language: .french,
            aboutAt: house.clock.now())
        try await house.database.write { tx in try Notices(tx).enqueue(notice) }

        try await worker.runOnce()

        #expect(mailbag.messages.count { $0.to.domain == "exemple.fr" } == 1)
        #expect(mailbag.messages.count { $0.to == elsewhere } == 1)
        #expect(try await GatherBatch(house.base).isDue(.atOnce))
    }

    @Test
    func `where a server asks for patience, orders that come wait for its domain's rest and leave no code`() async throws {
        let (house, mailbag) = (try await PostHouse(), Mailbag())
        let worker = try Self.worker(house, mailbag, rates: [])
        mailbag.answer = .deferred(code: 451, asksForPatience: true)
        try await house.order(Cast.camille.number, by: .email)
        try await worker.runOnce()
        mailbag.answer = .delivered
        let ordered = try await house.order(Cast.paul.number, by: .email)

        try await worker.runOnce()
        let whileResting = [mailbag.messages.count, try await house.codes(of: Cast.paul.number).count]
        house.clock.advance(.seconds(10))
        try await worker.runOnce()

        #expect(whileResting == [0, 0])
        #expect(mailbag.messages.count == 1)
        #expect(try await house.order(ordered.order) == .settled)
    }

    @Test
    func `an order in doubt that has to wait keeps its code and its doubt`() async throws {
        let (house, mailbag) = (try await PostHouse(), Mailbag())
        let worker = try Self.worker(house, mailbag, rates: ["exemple.fr:1"])
        mailbag.answer = .unsure
        let ordered = try await house.order(Cast.camille.number, by: .email)
        try await worker.runOnce()
        mailbag.answer = .delivered
        house.clock.advance(.minutes(1))
        try await house.order(Cast.paul.number, by: .email)
        // Paul's is first in line.
        try await house.database.write { tx in
            try tx.execute("UPDATE dispatch SET due_at = \(FixedClock.start) WHERE id <> \(ordered.order)")
        }

        try await worker.runOnce()

        #expect(mailbag.messages.count == 1)
        #expect(try await house.order(ordered.order) == .handingOver)
        #expect(try await house.codes(of: Cast.camille.number).allSatisfy { $0.voidedAt == nil })
    }

    private static func worker(_ house: PostHouse, _ mailbag: Mailbag, rates: [String]) throws -> DispatchWorker {
        let mail = CodeMail(fund: Examples.fund, lexicon: try Examples.lexicon(), base: house.base, mailer: mailbag)
        return DispatchWorker(
            house.base, mail: mail, pace: DispatchPace(rates: try MailRates(rates)), signal: WorkSignal(), logger: Examples.silent)
    }
}
