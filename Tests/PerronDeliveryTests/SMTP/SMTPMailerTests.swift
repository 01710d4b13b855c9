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
        let mailer = try SMTPMailer(server.settings, clock: FixedClock())
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
        let mailer = try SMTPMailer(settings, clock: FixedClock())

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
        ("550 5.1.1 no such mailbox", MailOutcome.refused(code: 550, status: MailStatus("5.1.1"))),
        ("550 5.0.0 no", .refused(code: 550)),
        ("550 no such user here", .refused(code: 550)),
        ("450 4.2.1 busy", .deferred(code: 450)),
        ("451 4.7.1 slowly", .deferred(code: 451, asksForPatience: true)),
        ("554 5.7.1 relay access denied", .deferred(code: 554)),
    ])
    func `what is said of the recipient decides`(reply: String, outcome: MailOutcome) async throws {
        let server = try MailServer()
        try server.start()
        try server.answerRecipients(with: reply)

        let found = try await SMTPMailer(server.settings, clock: FixedClock()).send(try Examples.message())

        #expect(found == outcome)
    }

    @Test(arguments: [
        ("552 5.3.4 too large", MailOutcome.refused(code: 552)),
        ("451 4.3.2 later", .deferred(code: 451, asksForPatience: true)),
        ("hang", .unsure),
    ])
    func `what is said of the whole message decides`(reply: String, outcome: MailOutcome) async throws {
        let server = try MailServer()
        try server.start()
        try server.answerMessages(with: reply)
        var settings = server.settings
        settings.totalTimeout = .milliseconds(1500)

        let found = try await SMTPMailer(settings, clock: FixedClock()).send(try Examples.message())

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
            try await SMTPMailer(wrongPassword, clock: FixedClock()).send(try Examples.message()),
            try await SMTPMailer(untrusted, clock: FixedClock()).send(try Examples.message()),
        ]
        server.stop()
        try server.start(plain: true)
        let withoutTLS = try await SMTPMailer(server.settings, clock: FixedClock()).send(try Examples.message())

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

        let outcome = try await SMTPMailer(settings, clock: FixedClock()).send(try Examples.message())

        #expect(outcome == .delivered)
        #expect(try server.messages.first?.contains("X-TLS: no") == true)
    }

    @Test
    func `an address beyond ASCII is told to a server that takes such, and to no other`() async throws {
        let server = try MailServer()
        try server.start()
        let mailer = try SMTPMailer(server.settings, clock: FixedClock())
        let message = try Examples.message("utf8", to: "jérôme@bücher.example")

        let refused = await mailer.send(message)
        let untouched = try server.messages.isEmpty
        server.stop()
        try server.offerUTF8()
        try server.start()
        let outcomes = [await mailer.send(message), await mailer.send(try Examples.message("ascii")), await mailer.send(message)]

        let received = try server.messages
        #expect(refused == .refused(code: 0, status: .notASCII) && untouched)
        #expect(outcomes == [.delivered, .delivered, .delivered] && received.count == 3)
        #expect(received[0].contains("X-To: jérôme@xn--bcher-kva.example") && received[0].contains("X-Options: SMTPUTF8"))
        #expect(received[0].hasSuffix(String(decoding: message.bytes, as: UTF8.self)))
        #expect(!received[1].contains("SMTPUTF8"))
    }

    @Test
    func `a server that is away is told apart from one that takes no such address`() async throws {
        let server = try MailServer()

        let outcome = try await SMTPMailer(server.settings, clock: FixedClock()).send(try Examples.message(to: "jérôme@exemple.fr"))

        #expect(outcome == .deferred(code: 0))
    }

    @Test
    func `what might not be over in time is not begun`() async throws {
        let server = try MailServer()
        try server.start()
        let mailer = try SMTPMailer(server.settings, clock: FixedClock())
        let (message, twice) = (try Examples.message(), server.settings.totalTimeout * 2)

        let tooLate = await mailer.send(message, until: FixedClock.start.adding(twice).subtracting(.milliseconds(1)))
        let untouched = try server.messages.isEmpty
        let inTime = await mailer.send(message, until: FixedClock.start.adding(twice))

        #expect(tooLate == .deferred(code: 0) && untouched)
        #expect(inTime == .delivered)
    }
}
