import Foundation
import PerronDomain
import Testing

/// The reports were written by a Postfix (Tests/mail/reports.py).
struct DeliveryReportTests {
    @Test(arguments: [
        ("unknown-mailbox", DeliveryReport.Finding.failed(MailStatus("5.1.1")!)), ("busy", .delayed(MailStatus("4.2.1")!)),
        ("given-up", .failed(MailStatus("4.2.1")!)), ("no-enhanced-code", .failed(MailStatus("5.0.0")!)),
        ("beyond-ascii", .failed(MailStatus.notASCII)),
    ])
    func `a mail server's report is read`(name: String, finding: DeliveryReport.Finding) throws {
        let report = try #require(DeliveryReport(message: try Self.bytes(name)))

        #expect(report.finding == finding)
        #expect(report.returnedTo.first?.value.hasPrefix("rebonds+") == true)
    }

    @Test func `line ends of either kind are read alike`() throws {
        let text = String(decoding: try Self.bytes("unknown-mailbox"), as: UTF8.self)

        let report = DeliveryReport(message: Array(text.replacing("\n", with: "\r\n").utf8))

        #expect(report != nil && report == DeliveryReport(message: Array(text.utf8)))
    }

    @Test func `a report that was cut off behind its status is read`() throws {
        let text = String(decoding: try Self.bytes("unknown-mailbox"), as: UTF8.self)
        let end = try #require(text.firstRange(of: "Diagnostic-Code"))

        #expect(DeliveryReport(message: Array(text[..<end.lowerBound].utf8))?.finding == .failed(MailStatus("5.1.1")!))
    }

    @Test func `names in capitals, folded fields and unquoted parameters are read`() {
        let message = """
            DELIVERED-TO: rebonds+x@caisse.example
            To: "Rebonds, caisse" <rebonds+y@caisse.example>
            CONTENT-TYPE: Multipart/Report;
            \tReport-Type = Delivery-Status;
            \tBOUNDARY=abc

            --abc
            Content-Type: text/plain

            Status: 2.0.0
            --abc
            content-type: message/delivery-status

            reporting-mta: dns; mail.test

            final-recipient: rfc822; camille@exemple.fr
            ACTION: Failed (for good)
            status:
              5.1.1 (no such mailbox)
            --abc--
            """

        let report = DeliveryReport(message: Array(message.utf8))

        #expect(report?.finding == .failed(MailStatus("5.1.1")!))
        #expect(report?.returnedTo.map(\.value) == ["rebonds+x@caisse.example", "rebonds+y@caisse.example"])
    }

    @Test(arguments: [
        ("multipart/report;", "multipart/mixed;"), ("report-type=delivery-status", "report-type=disposition-notification"),
        ("Action: failed", "Action: relayed"), ("Action: failed", "Action: "), ("Status: 5.1.1", "Status: 2.1.5"),
        ("Status: 5.1.1", "Status: bad"),
        ("message/delivery-status", "text/plain"), ("boundary=\"", "boundary=\"other"),
    ])
    func `whatever is no report of a failure or a delay is none`(original: String, changed: String) throws {
        let text = String(decoding: try Self.bytes("unknown-mailbox"), as: UTF8.self)
        let harmed = text.replacing(original, with: changed)

        #expect(harmed != text)
        #expect(DeliveryReport(message: Array(harmed.utf8)) == nil)
    }

    @Test func `no text stops the reader`() {
        let pieces = [
            "", "\n", "--", ":", "Content-Type: multipart/report; report-type=delivery-status; boundary=", "\"", "a", "\n\n", "--a", "\0",
            "é",
        ]
        var state: UInt64 = 1
        for _ in 0..<3000 {
            var text = ""
            for _ in 0..<20 {
                state = state &* 6_364_136_223_846_793_005 &+ 1
                text += pieces[Int(state >> 33) % pieces.count]
            }
            _ = DeliveryReport(message: Array(text.utf8))
        }
    }

    private static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: "\(packageRoot)/Tests/mail/reports/\(name).eml")))
    }
}
