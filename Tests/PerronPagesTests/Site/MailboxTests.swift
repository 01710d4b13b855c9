import Foundation
import HTTPTypes
import PerronMember
import PerronPages
import PerronTestSupport
import Testing

/// The demo's mailbox: there in the demo, nowhere else, and nothing but what lies in it.
@Suite struct MailboxTests {
    @Test func `outside of the demo there is no mailbox`() async throws {
        let portal = try await Portal()

        #expect(try await portal.browser().open(.demoMailbox).status == 404)
    }

    @Test func `an e-mail is shown as it looks in a frame that runs nothing, as text, and as its file`() async throws {
        let folder = try MailFolder()
        let portal = try await Portal(mailbox: folder.mailbox)
        try await portal.sendCamilleACode()
        let bytes = try #require(portal.mailbag.latestBytes)
        try folder.put(bytes, as: "mail/1795510800000-x.eml")
        let browser = portal.browser()

        let list = try await browser.open(.demoMailbox)
        #expect(list.says("camille.moreau@exemple.fr"))
        #expect(list.says("mardi 24 novembre 2026, 10\u{00A0}h\u{00A0}00"))
        let page = try await browser.open("/demo/boite/courriel/1795510800000-x")
        #expect(page.title.contains("mot de passe provisoire"))
        #expect(page.headers[HTTPField.Name("Content-Security-Policy")!]?.hasSuffix("frame-src 'self'") == true)
        let looks = try await browser.ask(.get, "/demo/boite/courriel/1795510800000-x/page")
        #expect(looks.body.contains("<base target=\"_blank\">"))
        let policy = try #require(looks.headers[HTTPField.Name("Content-Security-Policy")!])
        #expect(policy.hasPrefix("default-src 'none'") && policy.contains("sandbox") && !policy.contains("script"))
        let source = try await browser.ask(.get, "/demo/boite/courriel/1795510800000-x/eml")

        #expect(source.body == String(decoding: bytes, as: UTF8.self))
    }

    @Test(arguments: ["..%2F..%2Fkeys%2Fmaster", "..", ".hidden", "nobody"])
    func `only what lies in the folder can be asked for`(name: String) async throws {
        let folder = try MailFolder()
        try folder.put(Array("secret".utf8), as: "keys/master")
        try folder.put(Array("secret".utf8), as: "mail/.hidden.eml")
        let portal = try await Portal(mailbox: folder.mailbox)

        #expect(try await portal.browser().ask(.get, "/demo/boite/courriel/\(name)/eml").status == 404)
        #expect(try await portal.browser().ask(.get, "/demo/boite/lettre/\(name)/pdf").status == 404)
    }

    @Test func `a letter says to whom it goes and shows its window`() async throws {
        let folder = try MailFolder()
        try folder.put(Array("%PDF".utf8), as: "letters/2026-11-24/batch-1/abc.pdf")
        try folder.put([0x89], as: "letters/2026-11-24/batch-1/abc.png")
        let manifest = #"{"letters": [{"letter": "abc", "address": ["M Henri LEFÈVRE"], "file": "abc.pdf"}]}"#
        try folder.put(Array(manifest.utf8), as: "letters/2026-11-24/batch-1/manifest.json")
        try folder.put(Array("%PDF".utf8), as: "letters/2026-11-24/batch-1/control-sheet.pdf")
        let portal = try await Portal(mailbox: folder.mailbox)
        let browser = portal.browser()

        let mailbox = try await browser.open(.demoMailbox)
        #expect(mailbox.says("M Henri LEFÈVRE"))
        #expect(!mailbox.body.contains("/demo/boite/lettre/control-sheet"))
        #expect(try await browser.open("/demo/boite/lettre/abc").body.contains("/demo/boite/lettre/abc/image"))
        #expect(try await browser.ask(.get, "/demo/boite/lettre/abc/pdf").headers[.contentType] == "application/pdf")
    }
}

/// A demo's folder, gone with the test.
private final class MailFolder: Sendable {
    private let root = FileManager.default.temporaryDirectory.appending(path: "perron-mail-\(UUID().uuidString)")

    init() throws {
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    }

    deinit {
        // What is left behind lies in the system's temporary folder.
        try? FileManager.default.removeItem(at: root)
    }

    var mailbox: DemoMailbox {
        DemoMailbox(mail: root.appending(path: "mail").path, letters: root.appending(path: "letters").path)
    }

    func put(_ bytes: [UInt8], as name: String) throws {
        let file = root.appending(path: name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: file)
    }
}

extension Portal {
    fileprivate func sendCamilleACode() async throws {
        let browser = browser()
        try await browser.open(.accessRequest)
        clock.advance(.seconds(25))
        try await browser.send([.role: "affilie", .number: "2614073", .robot: "oui"], to: .accessRequest)
        try await browser.send([.channel: "courriel"], to: .accessChannel)
        try await dispatch()
    }
}
