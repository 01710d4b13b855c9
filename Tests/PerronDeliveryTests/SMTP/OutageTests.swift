import Foundation
import PerronDelivery
import PerronDomain
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

/// The worker and a real mail server that comes and goes. Time is moved, nobody waits.
@Suite(.serialized)
struct OutageTests {
    private static let people = [Cast.camille, Cast.sofia, Cast.odile, Cast.ines, Cast.paul, Cast.anne]

    @Test
    func `a server that is away for a while gets every e-mail once it is back`() async throws {
        let house = try await PostHouse()
        let server = try MailServer()
        let worker = try Examples.worker(house, try SMTPMailer(server.settings, clock: FixedClock()))
        for person in Self.people { try await house.order(person.number, by: .email) }

        try await worker.runOnce()
        house.clock.advance(.minutes(1))
        try await worker.runOnce()
        let whileAway = try server.messages.count
        try server.start()
        house.clock.advance(.minutes(2))
        try await worker.runOnce()

        let received = try server.messages
        #expect(whileAway == 0)
        #expect(received.count == Self.people.count)
        for person in Self.people {
            let email = try #require(person.email)
            #expect(received.contains { $0.contains("X-To: \(email.value)") })
            let alive = try await house.codes(of: person.number).filter { $0.isAlive(at: house.clock.now()) }
            #expect(alive.count == 1)
        }
    }

    @Test
    func `an e-mail put off with 451 is accepted later`() async throws {
        let house = try await PostHouse()
        let server = try MailServer()
        try server.start()
        try server.answerRecipients(with: "451 4.7.1 come back later")
        let worker = try Examples.worker(house, try SMTPMailer(server.settings, clock: FixedClock()))
        let ordered = try await house.order(Cast.camille.number, by: .email)

        try await worker.runOnce()
        let afterFirst = try await house.order(ordered.order)
        try server.answerRecipients(with: nil)
        house.clock.advance(.seconds(15))
        try await worker.runOnce()

        #expect(afterFirst == .pending)
        #expect(try await house.order(ordered.order) == .settled)
        #expect(try server.messages.count == 1)
    }

    @Test
    func `an e-mail refused with 550 leaves as a letter by itself`() async throws {
        let house = try await PostHouse()
        let server = try MailServer()
        try server.start()
        try server.answerRecipients(with: "550 5.1.1 no such mailbox")
        let worker = try Examples.worker(house, try SMTPMailer(server.settings, clock: FixedClock()))
        let ordered = try await house.order(Cast.camille.number, by: .email)

        try await worker.runOnce()

        #expect(try await house.request(ordered.request) == .dispatched)
        #expect(try await GatherBatch(house.base).isDue(.atOnce))
    }
}
