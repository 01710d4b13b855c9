import Foundation
import PerronDomain
import PerronMessages
import PerronSecrets
import Testing

@testable import PerronDelivery

/// Every signature is verified by another implementation than ours (dkimpy), with the record that we say to publish.
struct DKIMTests {
    @Test(arguments: [
        "Bonjour\r\n", "", "  two  spaces\tand  tabs \r\n\r\n\r\n", "été 🌻\r\n.\r\n..point\r\nFrom here\r\n",
        String(repeating: "é", count: 3000),
    ])
    func `a signed message is verified, whatever it says`(text: String) throws {
        let signer = try Self.signer()

        let signed = try signer.sign(try Examples.message(text: text))

        #expect(try Verifier.verdict(signed.bytes, signer) == "valid")
        #expect(String(decoding: signed.bytes, as: UTF8.self).split(separator: "\r\n").allSatisfy { $0.utf8.count <= 78 })
    }

    @Test(arguments: [
        ("Subject: Essai", "Subject: Autre"), ("Bonjour", "Bonsoir"), ("To: <camille", "To: <henri"),
        ("Auto-Submitted: auto-g", "Auto-Submitted: a"),
        ("Subject: Essai", "Subject: Faux\r\nSubject: Essai"), ("From: ", "From: <faux@exemple.fr>\r\nFrom: "),
    ])
    func `what was changed or added on the way is noticed`(original: String, changed: String) throws {
        let signer = try Self.signer()
        let text = String(decoding: try signer.sign(try Examples.message()).bytes, as: UTF8.self)

        let harmed = text.replacing(original, with: changed, maxReplacements: 1)

        #expect(harmed != text)
        #expect(try Verifier.verdict(Array(harmed.utf8), signer) == "invalid")
    }

    @Test
    func `white space that a server changes on the way does no harm`() throws {
        let signer = try Self.signer()
        let text = String(decoding: try signer.sign(try Examples.message()).bytes, as: UTF8.self)

        let changed =
            text.replacing("Subject: Essai", with: "subject:   Essai ").replacing("\r\n boundary", with: " \t boundary") + "\r\n\r\n"

        #expect(try Verifier.verdict(Array(changed.utf8), signer) == "valid")
    }

    @Test
    func `another key's signature is none of ours`() throws {
        let signed = try Self.signer().sign(try Examples.message())

        #expect(try Verifier.verdict(signed.bytes, try Self.signer()) == "invalid")
    }

    @Test
    func `a key is read in both of OpenSSL's forms and never shown; one that is too short, and other files, are refused`() throws {
        let pem = try Verifier.openssl(["genrsa", "-traditional", "2048"])
        let key = try EmailSigningKey(pem: pem)
        let short = try Verifier.openssl(["genrsa", "1024"])

        #expect(key.bits == 2048)
        #expect(try EmailSigningKey(pem: try Verifier.openssl(["genrsa", "2048"])).bits == 2048)
        #expect("\(key) \(String(reflecting: key))" == "[redacted] [redacted]")
        #expect(throws: EmailSigningKeyError.size(1024)) { try EmailSigningKey(pem: short) }
        #expect(throws: EmailSigningKeyError.unreadable) { try EmailSigningKey(pem: "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n") }
    }

    @Test
    func `the strings of the record fit the DNS`() throws {
        let (name, strings) = try Self.signer().record

        #expect(name == "perron2026._domainkey.carso.example")
        #expect(strings.count == 2 && strings.allSatisfy { $0.utf8.count <= 255 })
    }

    private static func signer() throws -> DKIMSigner {
        DKIMSigner(
            domain: "carso.example", selector: "perron2026", key: try EmailSigningKey(pem: try Verifier.openssl(["genrsa", "2048"])))
    }
}

/// Other people's programs.
private enum Verifier {
    /// « valid » or « invalid ».
    static func verdict(_ message: [UInt8], _ signer: DKIMSigner) throws -> String {
        let program = """
            import dkim, sys
            name, record = sys.argv[1], sys.argv[2]
            asked = lambda asked, timeout=5: record.encode() if asked == (name + ".").encode() else None
            print("valid" if dkim.verify(sys.stdin.buffer.read(), dnsfunc=asked, minkey=2048) else "invalid")
            """
        let (name, strings) = signer.record
        return try run(root.appending(path: ".venv/bin/python"), ["-c", program, name, strings.joined()], Data(message))
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    static func openssl(_ arguments: [String]) throws -> String {
        try run(URL(fileURLWithPath: "/usr/bin/openssl"), arguments, Data())
    }

    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private static func run(_ program: URL, _ arguments: [String], _ input: Data) throws -> String {
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        let (inlet, outlet) = (Pipe(), Pipe())
        (process.standardInput, process.standardOutput, process.standardError) = (inlet, outlet, FileHandle.nullDevice)
        try process.run()
        try inlet.fileHandleForWriting.write(contentsOf: input)
        try inlet.fileHandleForWriting.close()
        let output = try outlet.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failed() }
        return String(decoding: output, as: UTF8.self)
    }

    private struct Failed: Error {}
}
