import Logging
import PerronDomain
import PerronSecrets
import PerronWorkflows
import Synchronization

/// Asks a third party's server about tokens. Each connection has a queue of its own, so that no wait ever holds up an event loop; a question
/// for which none is free is not asked.
package final class SiteVerifyClient: RobotWitness {
    /// More at once are a flood, not visitors: 16 that take a tenth of a second each answer for 160 people in a second.
    package static let questionsAtOnce = 16

    private let settings: SiteVerifySettings
    private let logger: Logger
    private let free: Mutex<[SiteVerifyConnection]>

    /// - Throws: `CurlError` for something that libcurl refuses.
    package init(_ settings: SiteVerifySettings, logger: Logger) throws(CurlError) {
        self.settings = settings
        self.logger = logger
        var connections: [SiteVerifyConnection] = []
        for _ in 0..<SiteVerifyClient.questionsAtOnce { connections.append(try SiteVerifyConnection(settings)) }
        free = Mutex(connections)
    }

    package func testimony(on token: RobotToken, action: String, address: String?) async -> RobotTestimony {
        guard let connection = free.withLock({ $0.popLast() }) else {
            logger.warning("the robot check has as many questions under way as it may")
            return .busy
        }
        defer { free.withLock { $0.append(connection) } }
        switch await connection.post(form(token, address)) {
        case .failed(let code):
            logger.error("the robot check's third party can't be reached", metadata: ["curl": "\(code)"])
            return .outOfOrder
        case .answered(let status, let body):
            return read(status, body, action)
        }
    }

    private func read(_ status: Int, _ body: [UInt8], _ action: String) -> RobotTestimony {
        guard let reply = SiteVerifyReply(status: status, body: body) else {
            logger.error("the robot check's third party gave no answer that can be read", metadata: ["status": "\(status)"])
            return .outOfOrder
        }
        let testimony = reply.testimony(of: settings.provider, host: settings.host, action: action)
        if testimony == .outOfOrder {
            logger.error("the robot check's third party can't judge", metadata: ["codes": "\(reply.knownCodes)"])
        }
        if testimony == .notAPerson, reply.success { logger.warning("a robot check's token was made for another host or form") }
        return testimony
    }

    /// The visitor's address is the fund's own business: it stands in it only where the fund chose so.
    private func form(_ token: RobotToken, _ address: String?) -> String {
        var fields = [("secret", settings.secret.text), ("response", token.text)]
        switch settings.provider {
        case .hcaptcha: fields.append(("sitekey", settings.siteKey))
        case .recaptcha, .turnstile: break
        }
        if let address { fields.append(("remoteip", address)) }
        return fields.map { "\($0)=\($1.formEncoded)" }.joined(separator: "&")
    }
}

extension String {
    /// All but RFC 3986's unreserved characters as %XX.
    fileprivate var formEncoded: String {
        utf8.map { byte in
            let isPlain =
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || [45, 46, 95, 126].contains(byte)
            return isPlain ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }
        .joined()
    }
}
