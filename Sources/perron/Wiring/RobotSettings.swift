import Foundation
import Logging
import PerronDelivery
import PerronDomain
import PerronSecrets
import PerronWorkflows

/// Who checks « Je ne suis pas un robot »: our own proof of work, or a third party.
struct RobotSettings: Sendable {
    enum Kind: String, CaseIterable, Sendable {
        case own
        case recaptcha
        case hcaptcha
        case turnstile

        /// Nil for our own.
        var provider: RobotProvider? { RobotProvider(rawValue: rawValue) }
    }

    let provider: RobotProvider?
    let whenDown: RobotService.WhenDown
    let tellsAddress: Bool
    /// Nil where the check is our own.
    private let verify: SiteVerifySettings?

    /// - Parameter publicURL: its host is the only one whose tokens count.
    init(_ reader: SettingsReader, publicURL: String) {
        let kind: Kind = reader.choice("robot.kind", default: .own)
        provider = kind.provider
        whenDown = reader.choice("robot.when_down", default: .own)
        tellsAddress = reader.flag("robot.tell_address", default: false)
        let (siteKey, secret) = (reader.optionalText("robot.site_key"), SecretFile.read("robot.secret", reader))
        let address = reader.optionalText("robot.verify_url")
        let timeout = reader.duration("robot.timeout", default: .seconds(3), in: 1...30)
        let host = URLComponents(string: publicURL)?.host?.lowercased() ?? ""
        verify = kind.provider.map { provider in
            var verify = SiteVerifySettings(provider, siteKey: siteKey ?? "", secret: RobotSecret(secret ?? ""), host: host)
            verify.timeout = timeout
            if let address { verify.address = address }
            return verify
        }
        guard let provider else { return }
        if siteKey == nil { reader.complain("robot.site_key", "is missing: the public key that \(provider.name) gave for this site") }
        if secret == nil {
            reader.complain("robot.secret_file", "is missing: a file with the secret that \(provider.name) gave for this site")
        }
        if let address, !RobotSettings.mayBeAsked(address) {
            reader.complain("robot.verify_url", "must be an https:// address (http:// only for a stand-in on localhost)")
        }
    }

    /// - Throws: `Refusal` where libcurl can't be used.
    func service(logger: Logger) throws -> RobotService? {
        guard let provider, let verify else { return nil }
        do throws(CurlError) {
            return RobotService(
                provider, siteKey: verify.siteKey, whenDown: whenDown, tellsAddress: tellsAddress,
                witness: try SiteVerifyClient(verify, logger: logger))
        } catch {
            throw Refusal("robot.kind can't be used: \(error)")
        }
    }

    /// The secret is sent there.
    private static func mayBeAsked(_ address: String) -> Bool {
        guard let parts = URLComponents(string: address), let host = parts.host else { return false }
        return parts.scheme == "https" || (parts.scheme == "http" && host == "localhost")
    }
}

extension RobotSettings {
    /// What `config check` says of it: whom members' browsers will speak to, and what holds when that one is away.
    var warnings: [String] {
        guard let provider else { return [] }
        var warnings = [
            "robot.kind is \(rawKind): once the box is ticked, members' browsers speak to \(provider.company) "
                + "(\(provider.name)), which gets their address and details of their device; it must stand in the register of processing"
        ]
        switch provider {
        case .recaptcha: warnings.append("robot.kind is recaptcha: the CNIL holds that it needs consent first (SAN-2023-003, Cityscoot)")
        case .hcaptcha, .turnstile: break
        }
        if tellsAddress {
            warnings.append("robot.tell_address is on: \(provider.company) is told each visitor's address by this server too")
        }
        switch whenDown {
        case .own: break
        case .refuse: warnings.append("robot.when_down is refuse: while \(provider.name) is away, members can only call")
        }
        return warnings
    }

    private var rawKind: String { provider?.rawValue ?? Kind.own.rawValue }
}
