import Foundation
import Logging
import PerronDelivery
import PerronDomain
import PerronMessages
import PerronTestSupport
import PerronWorkflows

/// The fund of the tests, its post room, and the messages that it sends.
enum Examples {
    static let fund = PensionFund(
        name: "Caisse de retraite des métiers du soin", shortName: "CARSO", publicURL: "https://espace.carso.example",
        postalAddress: ["12 RUE DES ERABLES", "87000 LIMOGES"], telephone: "05 00 00 00 00",
        openingHours: "du lundi au vendredi, de 9 h à 17 h", emailSender: EmailAddress("espace@carso.example")!)

    static let silent = Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() }

    static func lexicon() throws -> Lexicon {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return try Lexicon(directory: tests.deletingLastPathComponent().appending(path: "Resources/words").path)
    }

    static func message(
        _ id: String = "01TEST", to address: String = "camille.moreau@exemple.fr", text: String = "Bonjour\r\n.\r\n..point\r\n"
    ) throws -> EmailMessage {
        EmailMessage(
            from: EmailMessage.Sender(name: try HeaderText("CARSO"), address: fund.emailSender),
            to: EmailAddress(address)!, subject: try HeaderText("Essai"),
            stamp: EmailStamp(messageID: MessageID(unique: id, sender: fund.emailSender)!, date: FixedClock.start),
            body: EmailMessage.Body(language: .french, text: text, html: "<p>Bonjour</p>"))
    }

    static func worker(_ house: PostHouse, _ mailer: any Mailer) throws -> DispatchWorker {
        let mail = CodeMail(fund: fund, lexicon: try lexicon(), base: house.base, mailer: mailer)
        return DispatchWorker(house.base, mail: mail, signal: WorkSignal(), logger: silent)
    }
}

extension Mailer {
    /// Without hurry.
    func send(_ message: EmailMessage) async -> MailOutcome {
        await send(message, until: FixedClock.start.adding(.days(1)))
    }
}

/// A folder of a test's own, gone with the value.
final class TemporaryFolder: Sendable {
    let path: String

    init() {
        path = FileManager.default.temporaryDirectory.appending(path: "perron-post-\(UUID().uuidString)").path
    }

    deinit {
        // What is left behind lies in the system's temporary folder.
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Every file below, by its path from here.
    var files: [String] {
        let all = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
        var isFolder: ObjCBool = false
        return all.filter { FileManager.default.fileExists(atPath: "\(path)/\($0)", isDirectory: &isFolder) && !isFolder.boolValue }
            .sorted()
    }

    func contents(_ name: String) -> Data? {
        FileManager.default.contents(atPath: "\(path)/\(name)")
    }
}
