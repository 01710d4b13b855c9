import Foundation
import PerronDelivery
import PerronDomain
import PerronMessages
import PerronTestSupport
import PerronWorkflows
import Testing

/// Against a real server; nothing here knows how libcurl does it.
@Suite(.serialized)
struct SMTPMailerTests {
    @Test
    func `a message arrives whole, under TLS and after signing in`() async throws {
        let server = try MailServer()
        try server.start()
        let mailer = try SMTPMailer(server.settings)
        let message = try Examples.message()

        let outcome = await mailer.send(message)

        let received = try #require(try server.messages.first)
        #expect(outcome == .delivered)
        #expect(received.contains("X-From: espace@carso.example"))
        #expect(received.contains("X-To: camille.moreau@exemple.fr"))
        #expect(received.contains("X-TLS: yes"))
        #expect(received.hasSuffix(String(decoding: message.bytes, as: UTF8.self)))
    }

    @Test
    func `the connection is kept between messages, and opened anew when the server has gone and come back`() async throws {
        let server = try MailServer()
        try server.start()
        var settings = server.settings
        settings.connections = 1
        let mailer = try SMTPMailer(settings)

        var outcomes = [await mailer.send(try Examples.message("a")), await mailer.send(try Examples.message("b"))]
        server.stop()
        outcomes.append(await mailer.send(try Examples.message("c")))
        try server.start()
        outcomes.append(await mailer.send(try Examples.message("d")))

        let peers = try server.messages.map { message in message.split(separator: "\r\n").first { $0.hasPrefix("X-Peer") } }
        #expect(outcomes == [.delivered, .delivered, .deferred(code: 0), .delivered])
        #expect(peers.count == 3)
        #expect(peers[0] == peers[1])
        #expect(peers[1] != peers[2])
    }

    @Test(arguments: [
        ("550 5.1.1 no such mailbox", MailOutcome.refused(code: 550)),
        ("450 4.2.1 busy", .deferred(code: 450)),
        ("554 5.7.1 relay access denied", .deferred(code: 554)),
    ])
    func `what is said of the recipient decides`(reply: String, outcome: MailOutcome) async throws {
        let server = try MailServer()
        try server.start()
        try server.answerRecipients(with: reply)

        let found = try await SMTPMailer(server.settings).send(try Examples.message())

        #expect(found == outcome)
    }

    @Test(arguments: [
        ("552 5.3.4 too large", MailOutcome.refused(code: 552)),
        ("451 4.3.2 later", .deferred(code: 451)),
        ("hang", .unsure),
    ])
    func `what is said of the whole message decides`(reply: String, outcome: MailOutcome) async throws {
        let server = try MailServer()
        try server.start()
        try server.answerMessages(with: reply)
        var settings = server.settings
        settings.totalTimeout = .milliseconds(1500)

        let found = try await SMTPMailer(settings).send(try Examples.message())

        #expect(found == outcome)
    }

    @Test
    func `a wrong password, an untrusted certificate and a missing STARTTLS are matters of configuration`() async throws {
        let server = try MailServer()
        try server.start()
        var wrongPassword = server.settings
        wrongPassword.credentials = SMTPCredentials(user: "perron", password: "another")
        var untrusted = server.settings
        untrusted.authorities = nil

        let outcomes = [
            try await SMTPMailer(wrongPassword).send(try Examples.message()),
            try await SMTPMailer(untrusted).send(try Examples.message()),
        ]
        server.stop()
        try server.start(plain: true)
        let withoutTLS = try await SMTPMailer(server.settings).send(try Examples.message())

        for outcome in outcomes + [withoutTLS] {
            guard case .deferred = outcome else { return #expect(Bool(false), "\(outcome)") }
        }
        #expect(try server.messages.isEmpty)
        #expect("\(wrongPassword.credentials!)" == "[redacted]")
    }

    @Test
    func `where STARTTLS is not asked for, a server without it takes the message`() async throws {
        let server = try MailServer()
        try server.start(plain: true)
        var settings = server.settings
        settings.credentials = nil
        settings.security = .startTLSIfOffered

        let outcome = try await SMTPMailer(settings).send(try Examples.message())

        #expect(outcome == .delivered)
        #expect(try server.messages.first?.contains("X-TLS: no") == true)
    }
}
