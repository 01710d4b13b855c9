import ArgumentParser
import Foundation
import PerronDelivery
import PerronDomain
import PerronMessages
import PerronSecrets
import PerronTestSupport
import PerronWorkflows

/// Sends one of every e-mail there is, made, signed and handed over as the worker does.
struct MailsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mails", abstract: "Sends every e-mail there is, in each language, to its holder and to a representative.")

    @Option(help: "The port on localhost where a mail server takes them under STARTTLS.") var port: Int?
    @Option(help: "The certificates to trust for it.") var certificates: String?
    @Option(help: "A folder that takes them instead, each as a file.") var folder: String?
    @Option(help: "The key of perron2026._domainkey.caisse.exemple.fr.") var key: String
    @Option var to = "sofia.dacosta@example.org"

    /// Under a top-level domain that there is: to those who judge mail a link to any other looks made up.
    private static let fund = PensionFund(
        name: LetterStock.fund.name, shortName: LetterStock.fund.shortName, publicURL: "https://espace.caisse.exemple.fr",
        postalAddress: LetterStock.fund.postalAddress, telephone: LetterStock.fund.telephone, openingHours: "",
        emailSender: EmailAddress("espace@caisse.exemple.fr")!)

    func run() async throws {
        let mailer = try mailer()
        let envelope = try envelope()
        guard let address = EmailAddress(to) else { throw ValidationError("\(to) is no address") }
        let clock = WallClock()
        let writer = EmailWriter(
            fund: MailsCommand.fund, lexicon: try Lexicon(directory: Portal.resources + "/words"),
            civilTime: CivilTime(timeZone: TimeZone(identifier: "Europe/Paris")!))
        for (index, specimen) in try specimens(now: clock.now()).enumerated() {
            guard let id = MessageID(unique: specimen.name, sender: MailsCommand.fund.emailSender) else {
                throw ValidationError("\(specimen.name) is no identifier")
            }
            let stamp = EmailStamp(messageID: id, date: clock.now())
            let message = try writer.write(specimen.content, to: address, in: specimen.language, stamp: stamp)
            let token = ReturnToken(bytes: [UInt8](repeating: UInt8(index), count: ReturnToken.length))
            let outcome = await mailer.send(try envelope.enclose(message, token: token), until: clock.now().adding(.minutes(1)))
            guard outcome == .delivered else { throw ValidationError("\(specimen.name): \(outcome)") }
        }
    }

    private struct Specimen {
        let name: String
        let language: Language
        let content: EmailContent
    }

    private func specimens(now: Instant) throws -> [Specimen] {
        var specimens: [Specimen] = []
        for language in Language.allCases {
            for isRepresented in [false, true] {
                let reader = EmailReader(
                    name: PersonName(civility: .madam, familyName: "DA COSTA", birthName: "PRÉVÔT", givenNames: "Sofia"),
                    fileNumber: try FileNumber("304518267"), isRepresented: isRepresented)
                let voice = isRepresented ? "represented" : "holder"
                specimens += SpecimenEmail.all(about: reader, now: now).map { content in
                    Specimen(
                        name: "\(SpecimenEmail(of: content).rawValue).\(language.rawValue).\(voice)", language: language, content: content)
                }
            }
        }
        return specimens
    }

    private func mailer() throws -> any Mailer {
        if let folder { return try FolderMailer(folder: folder) }
        guard let port else { throw ValidationError("--port or --folder") }
        var settings = SMTPSettings(host: "localhost", port: port)
        settings.authorities = certificates
        return try SMTPMailer(settings, clock: WallClock())
    }

    private func envelope() throws -> EmailEnvelope {
        guard let pem = FileManager.default.contents(atPath: key), let address = EmailAddress("rebonds@caisse.exemple.fr") else {
            throw ValidationError("\(key) can't be read")
        }
        let key = try EmailSigningKey(pem: String(decoding: pem, as: UTF8.self))
        return EmailEnvelope(
            returnPath: ReturnPath(address), signer: DKIMSigner(domain: "caisse.exemple.fr", selector: "perron2026", key: key))
    }
}

/// The time of day, which receivers compare with a message's date.
struct WallClock: TimeSource {
    func now() -> Instant {
        Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    }
}
