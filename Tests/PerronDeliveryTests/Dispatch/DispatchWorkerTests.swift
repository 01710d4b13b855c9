import Foundation
import PerronDelivery
import PerronDomain
import PerronMessages
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import ServiceLifecycle
import Testing

struct DispatchWorkerTests {
    @Test
    func `an order by e-mail becomes a file in the demo's mailbox`() async throws {
        let house = try await PostHouse()
        let folder = TemporaryFolder()
        let worker = try Examples.worker(house, try FolderMailer(folder: folder.path))
        let ordered = try await house.order(Cast.camille.number, by: .email)

        let count = try await worker.runOnce()

        let file = try #require(folder.files.first)
        let text = String(decoding: try #require(folder.contents(file)), as: UTF8.self)
        #expect(count == 1)
        #expect(folder.files.count == 1)
        #expect(file.hasPrefix("\(FixedClock.start.milliseconds)-"))
        #expect(file.hasSuffix(".eml"))
        #expect(text.contains("To: <camille.moreau@exemple.fr>"))
        #expect(try await house.order(ordered.order) == .settled)
        #expect(try await worker.runOnce() == 0)
    }

    @Test
    func `two people with one mailbox each get a message of their own`() async throws {
        let house = try await PostHouse()
        let folder = TemporaryFolder()
        for person in [Cast.paul, Cast.anne] { try await house.order(person.number, by: .email) }

        try await Examples.worker(house, try FolderMailer(folder: folder.path)).runOnce()

        #expect(folder.files.count == 2)
    }

    @Test
    func `workers that run at once send every order once`() async throws {
        let house = try await PostHouse()
        let folder = TemporaryFolder()
        let people = [Cast.camille, Cast.sofia, Cast.odile, Cast.ines, Cast.paul, Cast.anne]
        for person in people { try await house.order(person.number, by: .email) }
        let workers = try (0..<4).map { _ in try Examples.worker(house, try FolderMailer(folder: folder.path)) }

        let counts = try await withThrowingTaskGroup(of: Int.self) { group in
            for worker in workers { group.addTask { try await worker.runOnce() } }
            return try await group.reduce(0, +)
        }

        #expect(counts == people.count)
        #expect(folder.files.count == people.count)
    }

    @Test
    func `a poked worker works at once and stops when it is asked to`() async throws {
        let house = try await PostHouse()
        let folder = TemporaryFolder()
        let (signal, arrivals) = (WorkSignal(), Arrivals(try FolderMailer(folder: folder.path)))
        let mail = CodeMail(fund: Examples.fund, lexicon: try Examples.lexicon(), base: house.base, mailer: arrivals)
        let worker = DispatchWorker(house.base, mail: mail, signal: signal, logger: Examples.silent)
        let group = ServiceGroup(services: [worker], logger: Examples.silent)

        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            try await house.order(Cast.camille.number, by: .email)
            signal.poke()
            for await _ in arrivals.sent { break }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }

        #expect(folder.files.count == 1)
        #expect(try await LeaseDispatch(house.base).any() == nil)
    }

    @Test
    func `an order whose message can't be made leaves no code alive, and becomes a task within some hours`() async throws {
        let house = try await PostHouse()
        let folder = TemporaryFolder()
        let fund = PensionFund(
            name: "Caisse\n", shortName: "CARSO\n", publicURL: Examples.fund.publicURL, postalAddress: [], telephone: "", openingHours: "",
            emailSender: Examples.fund.emailSender)
        let mail = CodeMail(
            fund: fund, lexicon: try Examples.lexicon(), base: house.base, mailer: try FolderMailer(folder: folder.path))
        let worker = DispatchWorker(house.base, mail: mail, signal: WorkSignal(), logger: Examples.silent)
        let ordered = try await house.order(Cast.camille.number, by: .email)

        for _ in 0..<6 {
            try await worker.runOnce()
            house.clock.advance(.minutes(30))
        }

        let codes = try await house.codes(of: Cast.camille.number)
        #expect(codes.count == 6)
        #expect(codes.allSatisfy { $0.voidedAt != nil })
        #expect(try await house.order(ordered.order) == .pending)
        #expect(try await house.openTasks() == [.failingOrder])
    }

    @Test
    func `a folder that can't be written puts the e-mail off`() async throws {
        let house = try await PostHouse()
        let folder = TemporaryFolder()
        let mailer = try FolderMailer(folder: folder.path)
        try FileManager.default.removeItem(atPath: folder.path)
        let ordered = try await house.order(Cast.camille.number, by: .email)

        try await Examples.worker(house, mailer).runOnce()

        #expect(try await house.order(ordered.order) == .pending)
    }
}

/// Passes messages on and tells when one was taken.
private struct Arrivals: Mailer {
    let sent: AsyncStream<Void>
    private let mailer: any Mailer
    private let tell: AsyncStream<Void>.Continuation

    init(_ mailer: any Mailer) {
        self.mailer = mailer
        (sent, tell) = AsyncStream.makeStream()
    }

    func send(_ message: EmailMessage, until: Instant) async -> MailOutcome {
        let outcome = await mailer.send(message, until: until)
        tell.yield()
        return outcome
    }
}
