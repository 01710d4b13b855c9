import Foundation
import PerronDelivery
import PerronDomain
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

struct AuditSealerTests {
    @Test
    func `the head outside the database is the last seal, and betrays a log that was cut short`() async throws {
        let house = try await PostHouse()
        let folder = TemporaryFolder()
        try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
        let file = AuditHeadFile(path: folder.path + "/audit-head")
        try await house.order(Cast.camille.number, by: .email)
        let order = try #require(try await LeaseDispatch(house.base).any())
        _ = try await DecideDispatch(house.base)(order)

        let count = try await AuditSealer(house.base, head: file, logger: Examples.silent).runOnce()

        let head = try #require(try file.read())
        #expect(head.number == Int64(count))
        #expect(try await VerifyAuditTrail(house.base)(head: head) == .intact(head.number))
        try await house.database.write { tx in try tx.execute("DELETE FROM audit_event WHERE seal_number = \(head.number)") }
        #expect(try await VerifyAuditTrail(house.base)(head: head) == .cutShort(at: head.number - 1))
    }

    @Test
    func `a head file that holds something else is not taken for a head`() throws {
        let folder = TemporaryFolder()
        try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
        let path = folder.path + "/audit-head"

        let none = try AuditHeadFile(path: path).read()
        try Data("something else\n".utf8).write(to: URL(fileURLWithPath: path))

        #expect(none == nil)
        #expect(throws: AuditHeadFileError.self) { try AuditHeadFile(path: path).read() }
    }
}
