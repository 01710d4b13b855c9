import Foundation
import PerronDelivery
import PerronDomain
import PerronSecrets

extension DKIMSigner {
    /// Nil where nothing of it is set; what is set by halves is a mistake.
    init?(_ reader: SettingsReader) {
        let domain = reader.optionalText("mail.dkim.domain")
        let selector = reader.optionalText("mail.dkim.selector")
        let file = reader.readableFile("mail.dkim.key_file")
        guard domain != nil || selector != nil || file != nil else { return nil }
        guard let domain, let selector, let file else {
            reader.complain("mail.dkim", "domain, selector and key_file go together")
            return nil
        }
        let signing = EmailAddress("x@\(domain)").map { String($0.domain) }
        if signing == nil { reader.complain("mail.dkim.domain", "« \(domain) » is not a domain such as example.fr") }
        // A selector is labels, like a domain (RFC 6376 3.1).
        if EmailAddress("x@\(selector).example").map({ String($0.domain) }) != selector.lowercased() + ".example" {
            reader.complain("mail.dkim.selector", "« \(selector) » is not letters, digits and dashes, such as perron2026")
        }
        guard let key = DKIMSigner.key(file, reader) else { return nil }
        self.init(domain: signing ?? domain, selector: selector.lowercased(), key: key)
    }

    private static let sizes = EmailSigningKey.sizes

    private static func key(_ file: String, _ reader: SettingsReader) -> EmailSigningKey? {
        // A file that isn't there is told already.
        guard let data = FileManager.default.contents(atPath: file) else { return nil }
        do throws(EmailSigningKeyError) {
            return try EmailSigningKey(pem: String(decoding: data, as: UTF8.self))
        } catch {
            switch error {
            case .unreadable:
                reader.complain(
                    "mail.dkim.key_file", "\(file) holds no RSA private key in PEM that is not encrypted; « openssl genrsa » makes one")
            case .size(let bits):
                reader.complain(
                    "mail.dkim.key_file",
                    "the key in \(file) has \(bits) bits: \(sizes.lowerBound) to \(sizes.upperBound) are safe and read by everybody"
                )
            }
            return nil
        }
    }
}

extension MailSettings {
    /// What `config check` says of it: what receivers would hold against the fund's e-mails.
    func warnings(sender: EmailAddress) -> [String] {
        var warnings: [String] = []
        if let signer = envelope.signer, !sender.isUnder(signer.domain) {
            warnings.append(
                "mail.dkim.domain is \(signer.domain), and fund.email_sender is not of it: receivers don't take the signature for the fund's"
            )
        }
        if transport == .smtp, envelope.returnPath == nil {
            warnings.append("mail.return_path is empty: no letter leaves for an e-mail that comes back, and dead addresses are not noticed")
        }
        return warnings
    }
}

extension EmailAddress {
    /// Whether its domain is this one or lies below it: what DMARC calls aligned (RFC 7489 3.1.1), but for domains beside each other.
    func isUnder(_ domain: String) -> Bool {
        value.hasSuffix("@" + domain) || value.hasSuffix("." + domain)
    }

    /// The fund's own addresses stand in every e-mail, and must be taken by every mail server.
    func assureASCII(_ key: String, _ reader: SettingsReader) {
        guard !isASCII else { return }
        reader.complain(
            key, "« \(value) » has accents before the @: many mail servers refuse such an address, and each e-mail would bear it")
    }
}

extension ReturnPath {
    /// Nil where e-mails come back to their sender.
    init?(_ reader: SettingsReader) {
        guard let text = reader.optionalText("mail.return_path") else { return nil }
        guard let address = EmailAddress(text) else {
            reader.complain("mail.return_path", "« \(text) » is not an e-mail address")
            return nil
        }
        address.assureASCII("mail.return_path", reader)
        guard ReturnPath(address) != nil else {
            let longest = 64 - 1 - 2 * ReturnToken.length
            reader.complain(
                "mail.return_path", "« \(text) » is too long: at most \(longest) characters before the @ leave room for a token")
            return nil
        }
        self.init(address)
    }
}

extension MailRates {
    init(_ reader: SettingsReader) {
        do throws(MailRateError) {
            try self.init(reader.list("mail.pace"))
        } catch {
            switch error {
            case .shape(let text):
                reader.complain(
                    "mail.pace",
                    "« \(text) » is neither a domain and a number of e-mails a second (1 to \(MailRates.highest)), such as orange.fr:20, nor *:200"
                )
            case .twice(let text): reader.complain("mail.pace", "« \(text) » says something else of what stands before it")
            }
            self = .unlimited
        }
    }
}
