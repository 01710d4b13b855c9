import PerronDelivery
import PerronDomain
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Synchronization
import Testing

/// Batches whose carrier is away, or has them without having said so. Nothing leaves twice, nothing is lost, and letters wait encrypted.
struct CarrierWaitTests {
    @Test func `a carrier that is away is asked after pauses that double, and after an hour a person is told why`() async throws {
        let desk = try await Desk()
        try await desk.room.order(Cast.henri)
        desk.carrier.change { $0.fault = .away("no route") }

        var asked: [Int] = []
        for second in stride(from: 0, through: 3900, by: 5) {
            let before = desk.questions
            do { _ = try await desk.run() } catch is UnusableCarrier {}
            if desk.questions > before { asked.append(second) }
            if second == 3500 { #expect(try await desk.tasks() == []) }
            desk.room.house.clock.advance(.seconds(5))
        }
        let tasks = try await desk.tasks()
        desk.carrier.change { ($0.fault, $0.confirmsAtOnce) = (nil, true) }
        desk.room.house.clock.advance(.minutes(5))
        let batches = try await desk.run()

        #expect(Array(asked.prefix(8)) == [0, 5, 10, 20, 40, 80, 160, 320])
        #expect(zip(asked.dropFirst(8), asked.dropFirst(9)).allSatisfy { $1 - $0 == 300 })
        #expect(tasks == ["stuckBatch: can't be reached: no route"])
        #expect(batches.count == 1)
        #expect(try await desk.tasks() == [])
    }

    @Test func `a person who says so has it asked at once`() async throws {
        let desk = try await Desk()
        try await desk.room.order(Cast.henri)
        desk.carrier.change { $0.fault = .accessDenied }
        await #expect(throws: UnusableCarrier.self) { try await desk.run() }
        desk.carrier.change { ($0.fault, $0.confirmsAtOnce) = (nil, true) }

        let byItself = try await desk.run()
        let asAsked = try await desk.posting.runOnce(.atOnce, hastens: true)

        #expect(byItself.isEmpty)
        #expect(asAsked.count == 1)
    }

    @Test func `a batch that is not confirmed holds up no other, and its letters stay in the spool until it is`() async throws {
        let desk = try await Desk()
        try await desk.room.order(Cast.henri)
        let first = try await desk.run()
        try await desk.room.order(Cast.sofia)
        desk.carrier.change { $0.confirmsAtOnce = true }

        let second = try await desk.run()
        let waiting = try await desk.spooled()
        desk.carrier.change { $0.confirmed = Set($0.moved.keys) }
        desk.room.house.clock.advance(.seconds(30))
        let third = try await desk.run()

        #expect(first.isEmpty && second.count == 1 && third.count == 1)
        #expect(waiting == 1)
        #expect(try await desk.spooled() == 0)
        #expect(desk.carrier.desk.withLock { $0.moves } == 2)
        #expect(Set(try await desk.room.house.verbs(of: third[0].text)) == [.openBatch, .sendBatch, .handOverBatch])
    }

    @Test func `killed between the move and its record: it is found with its carrier, and not moved again`() async throws {
        let desk = try await Desk()
        try await desk.room.order(Cast.henri)
        _ = try await desk.run()
        try await desk.room.house.database.write { tx in try tx.execute("UPDATE letter_batch SET sent_at = NULL, due_at = NULL") }

        let again = try await desk.run()
        let sent = try await desk.batch()

        #expect(again.isEmpty)
        #expect(sent.sentAt == desk.room.house.clock.now())
        #expect(desk.carrier.desk.withLock { $0.moves } == 1)
    }

    @Test func `a person is told of a batch that isn't confirmed in time, with what the carrier says now, and decides`() async throws {
        let desk = try await Desk()
        try await desk.room.order(Cast.henri)
        _ = try await desk.run()
        desk.carrier.change { $0.trouble = "media-empty-error" }

        desk.room.house.clock.advance(.hours(23))
        _ = try await desk.run()
        let before = try await desk.tasks()
        desk.room.house.clock.advance(.hours(1))
        _ = try await desk.run()
        let after = try await desk.tasks()
        let batch = try await desk.batch()
        let decision = try await DecideDoubtfulBatch(desk.room.house.base)(batch.id, .left(on: CalendarDay(iso: "2026-11-24")!))

        #expect(before == [])
        #expect(after == ["unconfirmedBatch: media-empty-error"])
        #expect(batch.trouble == "media-empty-error")
        #expect(decision == .settled(letters: 1))
        #expect(try await desk.tasks() == [])
        #expect(try await DecideDoubtfulBatch(desk.room.house.base)(batch.id, .lost) == .notInDoubt)
    }

    @Test func `a batch that its carrier never got, as a person says, is written anew`() async throws {
        let desk = try await Desk()
        try await desk.room.order(Cast.henri)
        _ = try await desk.run()
        desk.carrier.change { $0.moved = [:] }

        let decision = try await DecideDoubtfulBatch(desk.room.house.base)(try await desk.batch().id, .lost)
        desk.carrier.change { $0.confirmsAtOnce = true }
        let batches = try await desk.run()

        #expect(decision == .reopened(letters: 1, overdue: 0))
        #expect(batches.count == 1)
        #expect(try await desk.batch().edition == 2)
    }

    @Test func `a batch that was given up before it began is written anew by itself`() async throws {
        let desk = try await Desk()
        try await desk.room.order(Cast.henri)
        _ = try await desk.run()
        desk.carrier.change { ($0.refused, $0.moved) = (Set($0.moved.keys), [:]) }
        desk.room.house.clock.advance(.seconds(30))

        let refused = try await desk.run()
        desk.carrier.change { ($0.refused, $0.confirmsAtOnce) = ([], true) }
        desk.room.house.clock.advance(.seconds(5))
        let batches = try await desk.run()

        #expect(refused.isEmpty)
        #expect(batches.count == 1)
        #expect(try await desk.batch().edition == 2)
        #expect(desk.carrier.desk.withLock { $0.moves } == 2)
    }

    @Test func `a clock that was ahead when a batch was put off holds it up no longer than the longest pause`() async throws {
        let desk = try await Desk()
        try await desk.room.order(Cast.henri)
        desk.carrier.change { $0.fault = .stranger }
        desk.room.house.clock.advance(.hours(3))
        await #expect(throws: UnusableCarrier.self) { try await desk.run() }

        desk.room.house.clock.advance(.hours(-3))
        desk.carrier.change { ($0.fault, $0.confirmsAtOnce) = (nil, true) }

        #expect(try await desk.run().count == 1)
    }

    @Test(arguments: [(0, 5), (3, 5), (5, 5), (80, 80), (300, 300), (301, 300), (86_400, 300), (-5, 5)])
    func `a pause is as long as the carrier has been away, within bounds`(away: Int, pause: Int) {
        #expect(CarrierPause.after(failingFor: .seconds(away)) == .seconds(pause))
    }
}

/// A letter room whose carrier is a test's to command.
private struct Desk {
    let room: Room
    let carrier = DeskCarrier()
    let posting: LetterRoom

    init() async throws {
        room = try await Room()
        posting = LetterRoom(
            room.house.base, print: room.print, carrier: carrier, due: .atOnce, signal: nil, logger: Examples.silent)
    }

    func run() async throws -> [Identifier<LetterBatch>] { try await posting.runOnce(.atOnce) }

    var questions: Int { carrier.desk.withLock { $0.questions } }

    /// The oldest.
    func batch() async throws -> LetterBatch {
        let row = try await room.house.database.read { tx in try tx.first("SELECT MIN(id) AS id FROM letter_batch")?.text("id") }
        let batch = try await room.house.database.read { tx in try LetterBatches(tx).find(Identifier(stored: row ?? "")) }
        return try #require(batch)
    }

    func tasks() async throws -> [String] {
        try await ListStaffTasks(room.house.base)().shown.map { "\($0.task.kind): \($0.task.detail ?? "")" }
    }

    func spooled() async throws -> Int {
        try await room.house.database.read { tx in try Letters(tx).spooled(after: nil, limit: 100).count }
    }
}
