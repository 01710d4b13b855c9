import PerronDomain
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

@testable import PerronDelivery

struct SFTPAddressTests {
    @Test(arguments: [
        ("sftp://carso@depot.example.fr/entree", "carso", "depot.example.fr", 22, "/entree"),
        ("sftp://carso@127.0.0.1:2222/srv/carso/in.1/", "carso", "127.0.0.1", 2222, "/srv/carso/in.1"),
    ])
    func `who, where, and which folder`(text: String, user: String, host: String, port: Int, folder: String) throws {
        let address = try #require(SFTPAddress(text))

        #expect((address.user, address.host, address.port, address.folder) == (user, host, port, folder))
        #expect("\(address)" == (text.hasSuffix("/") ? String(text.dropLast()) : text))
    }

    @Test(arguments: [
        "", "depot.example.fr", "ftp://carso@depot.example.fr/in", "sftp://depot.example.fr/in", "sftp://carso:secret@depot.example.fr/in",
        "sftp://carso@depot.example.fr", "sftp://carso@depot.example.fr/", "sftp://carso@depot.example.fr/a%20b",
        "sftp://carso@depot.example.fr/a//b", "sftp://carso@depot.example.fr/~/in", "sftp://carso@depot.example.fr:0/in",
        "sftp://carso@depot.example.fr/in?x=1", "sftp://carso@/in",
    ])
    func `what is none, holds a password, or would be split by libcurl`(text: String) {
        #expect(SFTPAddress(text) == nil)
    }

    @Test(arguments: [
        ("ipp://localhost/printers/Courrier", "localhost", 631, true, false),
        ("ipps://print.example.fr:8631/printers/Courrier", "print.example.fr", 8631, false, true),
    ])
    func `which queue of which server`(text: String, host: String, port: Int, isHere: Bool, isEncrypted: Bool) throws {
        let address = try #require(PrinterAddress(text))

        #expect((address.host, address.port, address.isHere, address.isEncrypted) == (host, port, isHere, isEncrypted))
        #expect("\(address)" == text)
    }

    @Test(arguments: ["", "http://localhost/printers/a", "ipp://localhost", "ipp://a:b@localhost/printers/a", "ipp:///printers/a"])
    func `what is no queue`(text: String) {
        #expect(PrinterAddress(text) == nil)
    }

    @Test(arguments: [
        ("media=iso_a4_210x297mm", true), ("outputbin=face-up", true), ("sides=two-sided-long-edge", false), ("copies=2", false),
        ("media", false), ("media=", false), ("a b=c", false),
    ])
    func `what a printer may be told, and what letters depend on`(text: String, isGood: Bool) {
        #expect((PrinterOption(text) != nil) == isGood)
    }
}

struct SFTPReceiptTests {
    private static let digest = String(repeating: "0a", count: 32)

    @Test(arguments: ["", "{batch", "ok", "../{batch}.ok", "/{batch}.ok", "{batch}/{batch}", "{batch}/ok", "a b{batch}"])
    func `a name without the batch, or one that leads elsewhere, is no receipt's`(pattern: String) {
        #expect(SFTPReceipt(pattern) == nil)
    }

    @Test(arguments: [("{batch}.ok", ".ok", ""), ("acquits/recu-{batch}", "", "acquits/recu-")])
    func `it is named after its batch`(pattern: String, after: String, before: String) async throws {
        let room = try await Room()
        try await room.order(Cast.henri)
        let batch = try await room.writeBatch()

        #expect(SFTPReceipt(pattern)?.path(for: batch) == "\(before)\(batch.id)\(after)")
    }

    @Test func `any text confirms, but one that names a digest must name the manifest's`() {
        let texts = ["", "reçu le 24/11", "sha256: \(Self.digest.uppercased())", "\(String(repeating: "1b", count: 32))  manifest.json"]

        #expect(texts.map { SFTPReceipt.confirms(Array($0.utf8), sha256: Self.digest) } == [true, true, true, false])
    }
}
