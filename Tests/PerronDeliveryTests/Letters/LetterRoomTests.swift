import Foundation
import PerronDomain
import PerronMessages
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

@testable import PerronDelivery

struct LetterRoomTests {
    @Test
    func `letters leave as one PDF with a manifest that says where each one stands`() async throws {
        let room = try await Room()
        try await room.order(Cast.henri, Cast.lina)

        let batches = try await room.room.runOnce(.atOnce)

        let batch = try #require(batches.first)
        let place = "2026-11-24/batch-\(batch)"
        let manifest = try room.manifest(batch)
        let pdf = try #require(room.folder.contents("\(place)/letters.pdf"))
        let names = ["control-sheet.pdf", "letters.pdf", "manifest.csv", "manifest.json"]
        #expect(room.folder.files == names.map { "\(place)/\($0)" })
        #expect(manifest.letters.map(\.firstPage) == [1, 2])
        #expect(manifest.letters[0].address.first == "M HENRI LEFÈVRE" || manifest.letters[0].address.first?.contains("LEF") == true)
        #expect(manifest.letters[1].address.joined().contains("représentant légal"))
        #expect(manifest.files[0] == LetterManifest.File(name: "letters.pdf", bytes: pdf.count, sha256: try room.sha256(pdf)))
        #expect(try room.modes(place) == [0o700, 0o600, 0o600, 0o600, 0o600])
        #expect(Set(try await room.house.verbs(of: batch.text)) == [.openBatch, .handOverBatch])
    }

    @Test
    func `one PDF for each letter, named by it, where the fund wants that`() async throws {
        let room = try await Room(files: .onePerLetter)
        try await room.order(Cast.henri, Cast.sofia)

        let batches = try await room.room.runOnce(.atOnce)

        let manifest = try room.manifest(try #require(batches.first))
        #expect(Set(manifest.letters.map(\.file)) == Set(manifest.letters.map { "\($0.letter).pdf" }))
        #expect(room.folder.files.count { $0.hasSuffix(".pdf") && !$0.hasSuffix("control-sheet.pdf") } == 2)
    }

    @Test
    func `nothing leaves before the cut-off`() async throws {
        let room = try await Room()
        try await room.order(Cast.henri)

        let early = try await room.room.runOnce(.byCutOff)
        room.house.clock.set(room.house.base.schedule.cutOff(on: CalendarDay(iso: "2026-11-24")!))
        let due = try await room.room.runOnce(.byCutOff)

        #expect(early.isEmpty)
        #expect(due.count == 1)
    }

    @Test
    func `killed while it wrote: the next run writes it anew`() async throws {
        let room = try await Room()
        try await room.order(Cast.henri)
        let batch = try #require(try await GatherBatch(room.house.base)(.atOnce))
        let aside = "\(room.folder.path)/.batch-\(batch)"
        try FileManager.default.createDirectory(atPath: aside, withIntermediateDirectories: true)
        try Data("half a le".utf8).write(to: URL(fileURLWithPath: "\(aside)/letters.pdf"))

        let finished = try await room.room.runOnce(.byCutOff)

        #expect(finished == [batch])
        #expect(try room.manifest(batch).letters.count == 1)
        #expect(FileManager.default.fileExists(atPath: aside) == false)
    }

    @Test
    func `killed between writing and moving: the next run moves what was written`() async throws {
        let room = try await Room()
        try await room.order(Cast.henri)
        let batch = try await room.writeBatch()

        let finished = try await room.room.runOnce(.byCutOff)

        #expect(finished == [batch.id])
        #expect(try room.manifest(batch.id).letters.count == 1)
        #expect(try await room.state(batch.id) == .handedOver)
    }

    @Test
    func `killed between moving and settling: the next run finds it in its place and settles it`() async throws {
        let room = try await Room()
        try await room.order(Cast.henri)
        let batch = try await room.writeBatch()
        try room.move(batch)
        let before = room.folder.contents("2026-11-24/batch-\(batch.id)/letters.pdf")

        let finished = try await room.room.runOnce(.byCutOff)

        #expect(finished == [batch.id])
        #expect(try await room.state(batch.id) == .handedOver)
        #expect(room.folder.contents("2026-11-24/batch-\(batch.id)/letters.pdf") == before)
        #expect(room.folder.files.count { $0.hasSuffix("letters.pdf") } == 1)
    }

    @Test
    func `a room whose lease ran out while it wrote mixes nothing with its successor's letters`() async throws {
        let room = try await Room()
        try await room.order(Cast.henri)
        let batch = try await room.writeBatch()
        try room.writeLate(batch)

        let finished = try await room.room.runOnce(.byCutOff)

        let manifest = try room.manifest(batch.id)
        let pdf = try #require(room.folder.contents("2026-11-24/batch-\(batch.id)/letters.pdf"))
        #expect(finished == [batch.id])
        #expect(manifest.letters.count == 1)
        #expect(manifest.files.first?.sha256 == (try room.sha256(pdf)))
        #expect(try await room.state(batch.id) == .handedOver)
    }

    @Test
    func `written, and what lies beside is not what was recorded: a person decides`() async throws {
        let room = try await Room()
        try await room.order(Cast.henri)
        let batch = try await room.writeBatch()
        for name in try FileManager.default.contentsOfDirectory(atPath: room.folder.path) where name.hasPrefix(".batch") {
            try FileManager.default.removeItem(atPath: "\(room.folder.path)/\(name)")
        }
        try room.writeLate(batch)

        let finished = try await room.room.runOnce(.byCutOff)

        #expect(finished.isEmpty)
        #expect(try await room.state(batch.id) == .unsure)
        #expect(room.folder.files.contains { $0.hasPrefix("2026") } == false)
    }

    @Test(arguments: [true, false])
    func `written, and then neither beside nor in its place as it was: a person decides`(isTakenAway: Bool) async throws {
        let room = try await Room()
        try await room.order(Cast.henri)
        let batch = try await room.writeBatch()
        try room.move(batch)
        let place = "\(room.folder.path)/2026-11-24/batch-\(batch.id)"
        if isTakenAway {
            try FileManager.default.removeItem(atPath: place)
        } else {
            try Data("another".utf8).write(to: URL(fileURLWithPath: "\(place)/letters.pdf"))
        }

        let finished = try await room.room.runOnce(.byCutOff)
        let again = try await room.room.runOnce(.atOnce)

        #expect(finished.isEmpty && again.isEmpty)
        #expect(try await room.state(batch.id) == .unsure)
        #expect(try await room.house.openTasks() == [.unsureHandOver])
    }

    @Test
    func `a letter whose spool can't be read is set aside, the others leave`() async throws {
        let room = try await Room()
        try await room.order(Cast.henri, Cast.sofia)
        try await room.house.database.write { tx in
            try tx.execute("UPDATE letter SET spool = \([0] as [UInt8]) WHERE id = (SELECT MIN(id) FROM letter)")
        }

        let batches = try await room.room.runOnce(.atOnce)

        #expect(try room.manifest(try #require(batches.first)).letters.count == 1)
        #expect(try await room.house.openTasks() == [.unprintableLetter])
    }

    @Test
    func `a batch that was begun is handed over at a word, and nothing new is gathered with it`() async throws {
        let room = try await Room()
        try await room.order(Cast.henri)
        let batch = try #require(try await GatherBatch(room.house.base)(.atOnce))
        try await room.order(Cast.sofia)

        let finished = try await room.room.runOnce(.begun)
        let again = try await room.room.runOnce(.begun)

        #expect(finished == [batch] && again.isEmpty)
        #expect(try room.manifest(batch).letters.count == 1)
        #expect(try await GatherBatch(room.house.base).isDue(.atOnce))
    }

    @Test
    func `rooms that work at once hand every letter over once`() async throws {
        let room = try await Room()
        try await room.order(Cast.henri, Cast.sofia, Cast.lina, Cast.paul)
        let rooms = try (0..<4).map { _ in try room.another() }

        let batches = try await withThrowingTaskGroup(of: [Identifier<LetterBatch>].self) { group in
            for one in rooms { group.addTask { try await one.runOnce(.atOnce) } }
            return try await group.reduce([], +)
        }
        let rest = try await rooms[0].runOnce(.atOnce)

        let letters = try (batches + rest).flatMap { try room.manifest($0).letters.map(\.letter) }
        #expect(letters.count == 4)
        #expect(Set(letters).count == 4)
    }
}
