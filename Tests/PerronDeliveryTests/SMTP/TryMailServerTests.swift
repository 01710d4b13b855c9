import Foundation
import PerronDomain
import PerronMessages
import PerronTestSupport
import PerronWorkflows
import Testing

@testable import PerronDelivery

/// Against a real server, step by step.
@Suite(.serialized)
struct TryMailServerTests {
    @Test
    func `every step is told, and no secret`() async throws {
        let server = try MailServer()
        try server.start()

        let report = try await Self.send(server.settings)

        #expect(report.outcome == .delivered)
        #expect(report.transcript.steps.map { $0.step } == SMTPTranscript.Step.allCases)
        let said = report.transcript.steps.map { $0.said }
        #expect(said[0].hasPrefix("220 mail.test") && said[1].hasPrefix("TLSv1.") && said[2].hasPrefix("235 "))
        #expect(said[3...].allSatisfy { $0.hasPrefix("250 ") })
        // « perron », a zero byte, « a secret » as AUTH PLAIN and LOGIN write them.
        for secret in ["a secret", "cGVycm9u", "YSBzZWNyZXQ", "AHBlcnJvbgBhIHNlY3JldA"] {
            #expect(!said.contains { $0.contains(secret) })
        }
        #expect(try server.messages.first?.contains("Message-ID: <trial1@carso.example>") == true)
    }

    @Test
    func `where it ends is told`() async throws {
        let server = try MailServer()
        try server.start()
        try server.answerRecipients(with: "550 5.1.1 no such mailbox")
        var wrongPassword = server.settings
        wrongPassword.credentials = SMTPCredentials(user: "perron", password: "another")
        var untrusted = server.settings
        untrusted.authorities = nil

        let refused = try await Self.send(server.settings)
        let rejected = try await Self.send(wrongPassword)
        let broken = try await Self.send(untrusted)
        server.stop()
        let away = try await Self.send(server.settings)

        #expect(refused.outcome == .refused(code: 550, status: MailStatus("5.1.1")))
        #expect(refused.transcript.steps.last?.step == .recipient)
        #expect(refused.transcript.steps.last?.said == "550 5.1.1 no such mailbox")
        #expect(rejected.transcript.steps.last?.step == .signIn)
        #expect(broken.transcript.steps.last?.step == .encryption)
        #expect(broken.problem.contains("certificate"))
        #expect(away.transcript.steps.isEmpty && !away.problem.isEmpty)
    }

    private static func send(_ settings: SMTPSettings) async throws -> TryMailServer.Report {
        let send = TryMailServer(
            fund: Examples.fund, lexicon: try Examples.lexicon(), civilTime: CivilTime(timeZone: .gmt), settings: settings,
            envelope: EmailEnvelope())
        return try await send(
            to: EmailAddress("agathe@exemple.fr")!, id: "trial1", token: ReturnToken(bytes: Array(0..<15)), now: FixedClock.start)
    }
}
