import Foundation
import PerronDelivery
import PerronDomain
import PerronMessages
import PerronPages
import PerronSecrets
import PerronWorkflows

/// A whole configuration, parsed: from here on nothing is a loose text.
struct Settings: Sendable {
    let fund: PensionFund
    let server: ServerSettings
    let dataDirectory: String
    let database: DatabasePlace
    let keys: SecretKeys
    /// Nil where the key stands in the environment.
    let masterKeyFile: String?
    let mail: MailSettings
    let letters: LetterSettings
    let robots: RobotSettings
    let limits: Limits
    let calendar: WorkingCalendar
    let isDemo: Bool

    var auditHead: String { dataDirectory + "/audit-head" }

    /// - Throws: `SettingsError`, all mistakes together.
    static func read(file: String?, environment: [String: String] = ProcessInfo.processInfo.environment) async throws -> Settings {
        let reader = try await SettingsReader(file: file, environment: environment)
        let settings = Settings(reader)
        try reader.finish()
        return settings
    }

    init(_ reader: SettingsReader) {
        isDemo = reader.flag("demo", default: false)
        server = ServerSettings(reader)
        fund = PensionFund(reader, publicURL: server.publicURL)
        dataDirectory = reader.writableFolder("data.directory", default: "/var/lib/perron")
        database = DatabasePlace(reader, dataDirectory: dataDirectory)
        keys = SecretKeys(reader)
        masterKeyFile = reader.optionalText("keys.master_file")
        mail = MailSettings(reader, dataDirectory: dataDirectory)
        letters = LetterSettings(reader, dataDirectory: dataDirectory)
        robots = RobotSettings(reader, publicURL: server.publicURL)
        limits = Limits(reader)
        calendar = WorkingCalendar(reader)
        if isDemo, server.publicURL.hasPrefix("https://") {
            reader.complain("demo", "the demo shows everybody's mail: it can't run under a public https address")
        }
    }
}

struct ServerSettings: Sendable {
    let publicURL: String
    let host: String
    let port: Int
    let trustedProxies: TrustedProxies
    let timeZone: TimeZone
    /// How long to go on after SIGTERM.
    let drain: Duration

    init(_ reader: SettingsReader) {
        let url = reader.required("server.public_url", "is missing: the address that members see, such as https://espace.example.fr")
        publicURL = url.hasSuffix("/") ? String(url.dropLast()) : url
        host = reader.text("server.host", default: "127.0.0.1")
        port = reader.integer("server.port", default: 8080, in: 0...65_535)
        do throws(TrustedProxyError) {
            trustedProxies = try TrustedProxies(reader.list("server.trusted_proxies"))
        } catch {
            trustedProxies = .none
            reader.complain("server.trusted_proxies", "« \(error.text) » is neither an address nor a block such as 10.0.0.0/8")
        }
        let zone = reader.text("server.time_zone", default: "Europe/Paris")
        timeZone = TimeZone(identifier: zone) ?? .gmt
        if TimeZone(identifier: zone) == nil { reader.complain("server.time_zone", "« \(zone) » is not a time zone such as Europe/Paris") }
        drain = reader.duration("server.drain", default: .zero, in: 0...600)
        checkURL(reader)
    }

    private func checkURL(_ reader: SettingsReader) {
        guard !publicURL.isEmpty else { return }
        let parts = URLComponents(string: publicURL)
        let isLocal = parts?.host == "localhost"
        guard let parts, parts.host != nil, parts.path.isEmpty, parts.query == nil, parts.scheme == "https" || isLocal else {
            reader.complain("server.public_url", "must be https:// and a host, without a path (http:// only for localhost)")
            return
        }
    }
}

struct MailSettings: Sendable {
    enum Transport: String, CaseIterable, Sendable {
        case smtp
        /// Each mail is a file; for the demo and for trials.
        case folder
    }

    let transport: Transport
    let folder: String
    let smtp: SMTPSettings
    let pace: DispatchPace
    let envelope: EmailEnvelope

    init(_ reader: SettingsReader, dataDirectory: String) {
        transport = reader.choice("mail.transport", default: .smtp)
        let usual = dataDirectory + "/mail"
        folder =
            transport == .folder
            ? reader.writableFolder("mail.folder", default: usual) : reader.text("mail.folder", default: usual)
        let host =
            transport == .smtp
            ? reader.required("mail.smtp.host", "is missing: the mail server's name") : reader.text("mail.smtp.host", default: "")
        var smtp = SMTPSettings(host: host, port: reader.integer("mail.smtp.port", default: 587, in: 1...65_535))
        smtp.security = reader.choice("mail.smtp.security", default: .startTLS)
        smtp.authorities = reader.readableFile("mail.smtp.certificates")
        smtp.clientName = reader.optionalText("mail.smtp.client_name")
        smtp.connectTimeout = reader.duration("mail.smtp.connect_timeout", default: smtp.connectTimeout)
        smtp.totalTimeout = reader.duration("mail.smtp.total_timeout", default: smtp.totalTimeout)
        smtp.connections = reader.integer("mail.smtp.connections", default: smtp.connections, in: 1...32)
        smtp.credentials = MailSettings.credentials(reader)
        self.smtp = smtp
        pace = DispatchPace(connections: transport == .smtp ? smtp.connections : 1, rates: MailRates(reader))
        envelope = EmailEnvelope(returnPath: ReturnPath(reader), signer: DKIMSigner(reader))
        if transport == .smtp { checkPatience(reader) }
    }

    /// An order's lease must outlast its message, which may be tried a second time at once.
    private func checkPatience(_ reader: SettingsReader) {
        let longest = (LeaseDispatch.term - LeaseDispatch.margin) / 2
        guard smtp.totalTimeout > longest else { return }
        reader.complain(
            "mail.smtp.total_timeout",
            "at most \(longest.components.seconds)s: an e-mail that takes longer than its order's lease is sent again")
    }

    private static func credentials(_ reader: SettingsReader) -> SMTPCredentials? {
        let user = reader.optionalText("mail.smtp.user")
        let password = SecretFile.read("mail.smtp.password", reader)
        if (user == nil) != (password == nil) { reader.complain("mail.smtp.user", "user and password go together") }
        guard let user, let password else { return nil }
        return SMTPCredentials(user: user, password: password)
    }
}

struct LetterSettings: Sendable {
    let carrier: CarrierSettings
    let files: BatchFiles
    let fonts: String
    let layout: LetterLayout
    /// The demo prints at once; a fund once a working day at the cut-off.
    let printsAtOnce: Bool
    /// Where the fund's letter to itself goes each posting day; nil for none.
    let canary: PostalAddress?
    let envelope: Envelope

    init(_ reader: SettingsReader, dataDirectory: String) {
        envelope = reader.choice("letters.envelope", default: .dl)
        canary = PostalAddress(canary: reader)
        carrier = CarrierSettings(reader, dataDirectory: dataDirectory)
        files = reader.choice("letters.files", default: .onePerBatch)
        fonts = reader.readableFolder("letters.fonts", default: "/usr/share/fonts/truetype/andika")
        layout = LetterLayout(form: reader)
        printsAtOnce = reader.flag("letters.print_at_once", default: false)
    }
}

extension PostalAddress {
    /// Nil where none is wanted.
    fileprivate init?(canary reader: SettingsReader) {
        let lines = reader.list("letters.canary")
        guard !lines.isEmpty else { return nil }
        guard let address = PostalAddress(given: lines), address.undeliverable == nil else {
            reader.complain(
                "letters.canary",
                "must be three to six lines of at most 38 characters: a name, the street, post code and town such as « 87000 LIMOGES »")
            return nil
        }
        self = address
    }

    /// In France, for its arrival is compared with what members there are promised.
    private init?(given lines: [String]) {
        guard (3...PostalAddress.lineCount).contains(lines.count) else { return nil }
        let between = lines[1..<lines.count - 2]
        let blanks = Array(repeating: "", count: max(0, 2 - between.count))
        let six = [lines[0]] + between + blanks + [lines[lines.count - 2], "", lines[lines.count - 1]]
        do {
            try self.init(lines: lines.count == PostalAddress.lineCount ? lines : six, country: "FR")
        } catch {
            return nil
        }
    }
}

/// A secret stands in the environment, or in a file that the setting's `_file` twin names; so it needs not stand in the configuration.
enum SecretFile {
    static func read(_ key: String, _ reader: SettingsReader) -> String? {
        let file = reader.optionalText(key + "_file")
        let direct = reader.secret(key)
        guard let file else { return direct }
        guard let data = FileManager.default.contents(atPath: file) else {
            reader.complain(key + "_file", "\(file) can't be read")
            return nil
        }
        return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

extension SecretKeys {
    init(_ reader: SettingsReader) {
        let former = SecretKeys.former(reader)
        guard let text = SecretFile.read("keys.master", reader) else {
            reader.complain(
                "keys.master_file", "is missing: a file with 64 hexadecimal characters; make one with « perron config new-key »")
            self.init(current: SecretKeys.unusable)
            return
        }
        do throws(MasterKeyError) {
            self.init(current: try MasterKey(configured: text), former: former)
        } catch {
            reader.complain("keys.master", "must be 64 hexadecimal characters; make one with « perron config new-key »")
            self.init(current: SecretKeys.unusable)
        }
    }

    /// One that can't be read must not vanish: what it protects would be unreadable without a word.
    private static func former(_ reader: SettingsReader) -> [MasterKey] {
        reader.list("keys.former").enumerated().compactMap { index, text in
            do throws(MasterKeyError) {
                return try MasterKey(configured: text)
            } catch {
                reader.complain("keys.former", "number \(index + 1) must be 64 hexadecimal characters")
                return nil
            }
        }
    }

    /// Stands in until all mistakes are told; nothing starts with it.
    private static let unusable = try! MasterKey(bytes: [UInt8](repeating: 0, count: MasterKey.length))
}

extension PensionFund {
    init(_ reader: SettingsReader, publicURL: String) {
        let name = reader.required("fund.name", "is missing: the fund's name as members know it")
        let sender = reader.required("fund.email_sender", "is missing: the address that e-mails come from")
        let address = EmailAddress(sender)
        if address == nil, !sender.isEmpty { reader.complain("fund.email_sender", "« \(sender) » is not an e-mail address") }
        address?.assureASCII("fund.email_sender", reader)
        let lines = reader.list("fund.postal_address")
        if lines.isEmpty, !reader.isComplainedOf("fund.postal_address") {
            reader.complain("fund.postal_address", "is missing: the lines of the fund's own address, as a list")
        }
        self.init(
            name: name, shortName: reader.text("fund.short_name", default: name), publicURL: publicURL, postalAddress: lines,
            telephone: reader.required("fund.telephone", "is missing: whom members call for help"),
            openingHours: reader.text("fund.opening_hours", default: ""),
            openingHoursInEnglish: reader.text("fund.opening_hours_en", default: ""),
            emailSender: address ?? EmailAddress("nobody@example.org")!)
    }
}
