import Foundation
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

@testable import PerronDelivery

struct ExamineLetterFolderTests {
    @Test func `a batch is whole, and once fetched that is no fault`() async throws {
        let patient = try await Patient()

        let before = try await patient.folder()
        try FileManager.default.removeItem(atPath: patient.room.folder.path + "/2026-11-24")
        let after = try await patient.folder()

        #expect(before.faults == [] && after.faults == [])
        #expect(before.words(on: .batchFiles) == "1 whole, 0 fetched")
        #expect(after.words(on: .batchFiles) == "0 whole, 1 fetched")
    }

    @Test(arguments: ["letters.pdf", "manifest.json"])
    func `a file that is not as it was written is a fault`(name: String) async throws {
        let patient = try await Patient()

        try patient.append("x", to: name)

        let findings = try await patient.folder()
        #expect(findings.faults == [.batchFiles])
        #expect(findings.words(on: .batchFiles)?.hasSuffix(": \(name) is not as it was written") == true)
    }

    @Test func `a letter that its manifest lists and that the database counts to another batch is a fault`() async throws {
        let patient = try await Patient()
        try await patient.room.order(Cast.sofia)
        _ = try await patient.room.room.runOnce(.atOnce)
        #expect(try await patient.folder().faults == [])

        try await patient.harm(
            """
            UPDATE letter SET batch_id = (SELECT MAX(id) FROM letter_batch)
            WHERE id = (SELECT MIN(id) FROM letter WHERE batch_id = (SELECT MAX(id) FROM letter_batch) OR batch_id IS NOT NULL)
            """)
        try await patient.harm(
            """
            UPDATE letter SET batch_id = (SELECT MIN(id) FROM letter_batch)
            WHERE id = (SELECT MAX(id) FROM letter WHERE batch_id IS NOT NULL)
            """)

        #expect(try await patient.folder().faults == [.batchFiles])
    }

    @Test func `batches that the database doesn't know, and codes in clear left beside one that is done with, are faults`() async throws {
        let patient = try await Patient()
        let files = FileManager.default
        let batch = try #require(patient.room.folder.files.first).split(separator: "/")[1].dropFirst(6)

        try files.createDirectory(
            atPath: patient.room.folder.path + "/2026-11-24/batch-01STRAY", withIntermediateDirectories: true)
        try files.createDirectory(atPath: patient.room.folder.path + "/.batch-\(batch).holder", withIntermediateDirectories: true)

        let findings = try await patient.folder()
        #expect(findings.faults == [.strayBatches, .leftovers])
        #expect(findings.words(on: .strayBatches) == "1, the first 01STRAY")
    }

    @Test func `what lies beside a batch that is still being written is its own`() async throws {
        let patient = try await Patient()
        _ = try await patient.room.writeBatch()

        #expect(try await patient.folder().faults == [])
    }
}

extension Patient {
    fileprivate func append(_ text: String, to name: String) throws {
        let file = try #require(room.folder.files.first { $0.hasSuffix(name) })
        let path = "\(room.folder.path)/\(file)"
        try ((FileManager.default.contents(atPath: path) ?? Data()) + Data(text.utf8)).write(to: URL(filePath: path))
    }
}
