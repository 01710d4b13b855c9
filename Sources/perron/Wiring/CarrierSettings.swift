import PerronDelivery
import PerronDomain

/// Who takes batches to the mail house.
enum CarrierSettings: Sendable {
    case folder(String)
    case sftp(SFTPSettings)
    case printer(PrinterSettings)

    enum Kind: String, CaseIterable, Sendable {
        case folder
        case sftp
        case printer
    }

    /// - Parameter dataDirectory: where the folder lies by default.
    init(_ reader: SettingsReader, dataDirectory: String) {
        let kind: Kind = reader.choice("letters.carrier", default: .folder)
        let usual = dataDirectory + "/letters"
        let folder =
            kind == .folder
            ? reader.writableFolder("letters.directory", default: usual) : reader.text("letters.directory", default: usual)
        let sftp = SFTPSettings(reader, isWanted: kind == .sftp)
        let printer = PrinterSettings(reader, isWanted: kind == .printer)
        self =
            switch kind {
            case .folder: .folder(folder)
            // What is missing has been complained of: nothing starts with the folder in its place.
            case .sftp: sftp.map(CarrierSettings.sftp) ?? .folder(folder)
            case .printer: printer.map(CarrierSettings.printer) ?? .folder(folder)
            }
    }

    var made: any LetterCarrier {
        switch self {
        case .folder(let folder): FolderCarrier(root: folder)
        case .sftp(let settings): SFTPCarrier(settings)
        case .printer(let settings): PrinterCarrier(settings)
        }
    }

    /// Nil where batches don't stay on this machine.
    var folder: String? {
        switch self {
        case .folder(let folder): folder
        case .sftp, .printer: nil
        }
    }

    /// What `config check` says of it.
    var warnings: [String] {
        switch self {
        case .folder, .sftp: []
        case .printer(let settings) where settings.address.isEncrypted || settings.address.isHere: []
        case .printer: ["letters.printer.url is ipp: to another machine letters travel in clear; ipps encrypts them"]
        }
    }
}

extension SFTPSettings {
    /// Nil where something of it is missing, which is complained of where it is wanted.
    fileprivate init?(_ reader: SettingsReader, isWanted: Bool) {
        let url = reader.optionalText("letters.sftp.url")
        let knownHosts = reader.readableFile("letters.sftp.known_hosts")
        let key = reader.readableFile("letters.sftp.key")
        let password = SecretFile.read("letters.sftp.password", reader)
        let timeout = reader.duration("letters.sftp.timeout", default: .seconds(30), in: 1...600)
        let pattern = reader.optionalText("letters.sftp.receipt")
        let within = reader.duration("letters.sftp.receipt_within", default: .hours(24))
        guard isWanted else { return nil }

        let address = url.flatMap { SFTPAddress($0) }
        if address == nil {
            reader.complain(
                "letters.sftp.url",
                "must be such as sftp://carso@depot.example.fr/entree: a user, a host and a folder of letters, digits, dots and dashes")
        }
        if knownHosts == nil, !reader.isComplainedOf("letters.sftp.known_hosts") {
            reader.complain("letters.sftp.known_hosts", "is missing: a file with the server's key, as « ssh-keyscan » writes it")
        }
        if (key == nil) == (password == nil) {
            reader.complain("letters.sftp.key", "either a key or a password must be given, not both")
        }
        let receipt = pattern.flatMap { SFTPReceipt($0) }
        if pattern != nil, receipt == nil {
            reader.complain("letters.sftp.receipt", "must be a file's name with {batch} in it, such as {batch}.ok")
        }
        guard let address, let knownHosts else { return nil }
        let credentials = key.map { Credentials.key(file: $0) } ?? .password(SFTPPassword(password ?? ""))
        self.init(address: address, knownHosts: knownHosts, credentials: credentials)
        self.timeout = timeout
        self.receipt = receipt
        receiptWithin = within
    }
}

extension PrinterSettings {
    /// Nil where something of it is missing, which is complained of where it is wanted.
    fileprivate init?(_ reader: SettingsReader, isWanted: Bool) {
        let url = reader.optionalText("letters.printer.url")
        let texts = reader.list("letters.printer.options")
        let timeout = reader.duration("letters.printer.timeout", default: .hours(1))
        guard isWanted else { return nil }

        let options = texts.compactMap { PrinterOption($0) }
        if options.count < texts.count {
            reader.complain(
                "letters.printer.options",
                "each must be such as media=iso_a4_210x297mm; sides, copies, scaling and holding are what letters need, and can't be set")
        }
        guard let address = url.flatMap({ PrinterAddress($0) }) else {
            reader.complain("letters.printer.url", "must be such as ipp://localhost/printers/Courrier, or ipps://")
            return nil
        }
        self.init(address: address)
        if !texts.isEmpty { self.options = options }
        self.timeout = timeout
    }
}
