import Foundation
import PerronDomain
import PerronMessages
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

@testable import PerronDelivery

/// What stops letters, and that no letter is lost by it.
struct LetterFaultsTests {
    @Test
    func `with a key that is not configured the batch waits, a person is told once, and with the key it leaves`() async throws {
        let room = try await Room()
        try await room.order(Cast.henri, Cast.sofia)
        let stranger = try room.withAnotherKey()

        for _ in 0..<2 { await #expect(throws: UnreadableBatch.self) { try await stranger.runOnce(.atOnce) } }
        let tasks = try await room.house.openTasks()
        let alive = try await room.house.codes(of: Cast.henri.number).filter { $0.isAlive(at: room.house.clock.now()) }
        let batches = try await room.room.runOnce(.atOnce)

        #expect(tasks == [.stuckBatch])
        #expect(alive.count == 1)
        #expect(try room.manifest(try #require(batches.first)).letters.count == 2)
        #expect(try await room.house.openTasks() == [])
    }

    @Test
    func `every letter that can't be printed is set aside, and a batch of nothing else is no batch handed over`() async throws {
        let room = try await Room()
        try await room.order(Cast.henri, Cast.sofia)
        try await room.house.database.write { tx in try tx.execute("UPDATE letter SET spool = \([0] as [UInt8])") }

        let batches = try await room.room.runOnce(.atOnce)

        #expect(batches.isEmpty)
        #expect(room.folder.files.isEmpty)
        #expect(try await room.house.openTasks() == [.unprintableLetter, .unprintableLetter])
    }

    @Test
    func `a folder that can't be written for an hour becomes a task`() async throws {
        let room = try await Room()
        try await room.order(Cast.henri)
        try Data().write(to: URL(fileURLWithPath: room.folder.path))

        await #expect(throws: FileError.self) { try await room.room.runOnce(.atOnce) }
        let atOnce = try await room.house.openTasks()
        room.house.clock.advance(.minutes(61))
        await #expect(throws: FileError.self) { try await room.room.runOnce(.atOnce) }

        #expect(atOnce.isEmpty)
        #expect(try await room.house.openTasks() == [.stuckBatch])
    }

    @Test
    func `a fund whose head doesn't fit the page is told before any letter is made`() throws {
        let press = try LetterPress(fonts: .andika(), lexicon: try Examples.lexicon())
        let fund = PensionFund(
            name: Examples.fund.name, shortName: "CARSO", publicURL: Examples.fund.publicURL,
            postalAddress: (1...12).map { "LIGNE \($0)" }, telephone: "05 00 00 00 00", openingHours: "",
            emailSender: Examples.fund.emailSender)

        try SpecimenLetters(fund: Examples.fund).assurePrintable(by: press)

        #expect(throws: SpecimenError(language: .french, reason: .overflow)) { try SpecimenLetters(fund: fund).assurePrintable(by: press) }
    }
}
