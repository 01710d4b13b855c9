import Foundation
import PerronDomain
import PerronMessages
import Testing

struct EmailMessageTests {
    /// What Python's own mail package makes of a message.
    private struct Received: Decodable {
        let headers: [String: String]
        let types: [String]
        let text: String
        let html: String
        let defects: [String]

        init(_ message: [UInt8]) throws {
            let program = """
                import email, email.policy, json, sys
                m = email.message_from_bytes(open(sys.argv[1], "rb").read(), policy=email.policy.default)
                parts = list(m.iter_parts())
                print(json.dumps({"headers": {k: str(v) for k, v in m.items()}, "types": [p.get_content_type() for p in parts],
                    "text": parts[0].get_content(), "html": parts[1].get_content(),
                    "defects": [str(d) for p in [m] + parts for d in p.defects] + [str(d) for v in m.values() for d in v.defects]}))
                """
            self = try JSONDecoder().decode(Received.self, from: Data(try Tool.run(["python3", "-c", program, "@"], on: message)))
        }
    }

    @Test(arguments: Language.allCases)
    func `every e-mail arrives as it was written, accents and all`(language: Language) throws {
        for content in Examples.everyEmail(try Examples.reader()) {
            let message = try Examples.write(content, in: language)

            let received = try Received(message.bytes)

            #expect(received.defects.isEmpty)
            #expect(received.types == ["text/plain", "text/html"])
            #expect(received.headers["Subject"] == message.subject.value)
            #expect(
                received.headers["From"]?.replacing("\"", with: "")
                    == "Caisse de retraite des métiers du soin <ne-pas-repondre@carso.example>")
            #expect(received.headers["To"] == "sofia.dacosta@exemple.fr" || received.headers["To"] == "<sofia.dacosta@exemple.fr>")
            #expect(received.headers["Date"] == "Fri, 27 Nov 2026 13:05:00 +0000")
            #expect(received.headers["Message-ID"] == "<01JDQ7@carso.example>")
            #expect(received.headers["Auto-Submitted"] == "auto-generated")
            #expect(received.headers["Content-Language"] == language.rawValue)
            #expect(received.text.trimmed == message.body.text.trimmed)
            #expect(received.html.trimmed == message.body.html.text.trimmed)
        }
    }

    @Test func `what goes over the wire is ASCII in short lines that end in CR LF`() throws {
        for content in Examples.everyEmail(try Examples.reader()) {
            let bytes = try Examples.write(content).bytes

            let lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")

            #expect(bytes.allSatisfy { $0 < 0x80 })
            #expect(lines.allSatisfy { $0.utf8.count <= 78 && !$0.contains("\r") && !$0.contains("\n") })
            #expect(lines.allSatisfy { !$0.hasPrefix(".") && !$0.hasPrefix("From ") })
        }
    }

    @Test(arguments: [
        String(repeating: "a", count: 64) + "@" + String(repeating: "b", count: 63) + "." + String(repeating: "c", count: 63) + ".example",
        String(repeating: "é", count: 32) + "@" + String(repeating: "ü", count: 30) + ".example", "jérôme@exemple.fr", "a@bücher.example",
    ])
    func `no address makes a line that SMTP would cut, and only its own header is beyond ASCII`(address: String) throws {
        let email = try #require(EmailAddress(address))
        for content in Examples.everyEmail(try Examples.reader()) {
            let lines = String(decoding: try Examples.write(content, to: email).bytes, as: UTF8.self).components(separatedBy: "\r\n")

            let others = lines.filter { !$0.contains("<\(email.value)>") }

            // RFC 5321 4.5.3.1.6, RFC 6532 3.4: octets.
            #expect(lines.allSatisfy { $0.utf8.count <= 998 && !$0.contains("\r") && !$0.contains("\n") && !$0.contains("\0") })
            #expect(lines.count == others.count + 1 && others.allSatisfy { $0.utf8.count <= 78 && $0.utf8.allSatisfy { $0 < 0x80 } })
        }
    }

    @Test(arguments: [
        "Œ\u{301}\u{302}", "\u{202E}evil", String(repeating: "W", count: 300), String(repeating: "🌻", count: 90), "=?UTF-8?Q?x?=", ". .x",
        "From Sofia", "مريم", String(repeating: "é ", count: 120),
    ])
    func `whatever somebody is called, every line of every e-mail keeps its length and holds no zero`(name: String) throws {
        let reader = EmailReader(
            name: PersonName(civility: .madam, familyName: name, birthName: name, givenNames: name),
            fileNumber: try FileNumber("304518267"),
            isRepresented: true)
        for content in Examples.everyEmail(reader) {
            let bytes = try Examples.write(content).bytes

            let lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")

            #expect(bytes.allSatisfy { (0x20...0x7E).contains($0) || [0x0D, 0x0A].contains($0) })
            #expect(lines.allSatisfy { $0.utf8.count <= 78 && !$0.contains("\r") && !$0.contains("\n") })
        }
    }

    @Test(arguments: ["\r\nBcc: eve@exemple.fr", "\nX: y", "\r", "\u{0}", "\u{2028}", "\u{85}"])
    func `a header can't be smuggled in`(poison: String) throws {
        let fund = PensionFund(
            name: "CARSO" + poison, shortName: "CARSO", publicURL: Examples.fund.publicURL, postalAddress: [], telephone: "",
            openingHours: "", emailSender: Examples.fund.emailSender)

        #expect(throws: EmailError.controlCharacter) { try HeaderText("Bonjour" + poison) }
        #expect(throws: EmailError.controlCharacter) {
            try Examples.write(.passwordChanged(PasswordChangedEmail(reader: try Examples.reader(), changedAt: Examples.now)), fund: fund)
        }
        #expect(MessageID(unique: "01JD" + poison, sender: Examples.fund.emailSender) == nil)
    }

    @Test(arguments: [
        "Plain", "Caisse, \"retraite\" <x> \\", "=?UTF-8?Q?faux?=", "été 🌻 " + String(repeating: "é", count: 120),
        String(repeating: "x", count: 200), "Œuvre d’Élise – n° 5 (a_b=c?)",
    ])
    func `any name and any subject come through whole`(text: String) throws {
        let message = EmailMessage(
            from: EmailMessage.Sender(name: try HeaderText(text), address: Examples.fund.emailSender), to: EmailAddress("x@exemple.fr")!,
            subject: try HeaderText(text),
            stamp: EmailStamp(messageID: MessageID(unique: "1", sender: Examples.fund.emailSender)!, date: Examples.now),
            body: EmailMessage.Body(language: .french, text: text, html: "\(text)"))
        // Python's newer parser puts spaces between the encoded words of a name, against RFC 2047 6.2; the older one doesn't.
        let program = """
            import email, email.header, email.utils, json, sys
            m = email.message_from_bytes(open(sys.argv[1], "rb").read())
            plain = lambda text: str(email.header.make_header(email.header.decode_header(text)))
            name, address = email.utils.parseaddr(m["From"].replace("\\r\\n", ""))
            print(json.dumps([plain(m["Subject"].replace("\\r\\n", "")), plain(name), address]))
            """

        let read = try JSONDecoder().decode([String].self, from: Data(try Tool.run(["python3", "-c", program, "@"], on: message.bytes)))

        #expect(read == [text, text, "ne-pas-repondre@carso.example"])
    }

    @Test(arguments: [
        "line with spaces   \n\n.point\nFrom here\n=3D\ttab\t", "a zero \0 within", String(repeating: "é", count: 300), "a\r\nb", "",
    ])
    func `any body comes through whole`(text: String) throws {
        let message = EmailMessage(
            from: EmailMessage.Sender(name: try HeaderText("CARSO"), address: Examples.fund.emailSender), to: EmailAddress("x@exemple.fr")!,
            subject: try HeaderText("x"),
            stamp: EmailStamp(messageID: MessageID(unique: "1", sender: Examples.fund.emailSender)!, date: Examples.now),
            body: EmailMessage.Body(language: .french, text: text, html: ""))

        #expect(try Received(message.bytes).text.replacing("\r\n", with: "\n") == text.replacing("\r\n", with: "\n"))
    }
}

extension String {
    fileprivate var trimmed: String { replacing("\r\n", with: "\n").trimmingCharacters(in: .whitespacesAndNewlines) }
}
