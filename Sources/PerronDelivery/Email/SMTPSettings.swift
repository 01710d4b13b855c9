import PerronSecrets

/// Which mail server takes the e-mails, and how it is spoken to.
package struct SMTPSettings: Sendable {
    package enum Security: String, Sendable, CaseIterable {
        /// STARTTLS, and nothing is sent without it (RFC 3207).
        case startTLS
        /// STARTTLS where the server offers it.
        case startTLSIfOffered
        /// TLS from the first byte (RFC 8314 3.3).
        case tls
        case none
    }

    package let host: String
    package let port: Int
    package var security = Security.startTLS
    package var credentials: SMTPCredentials?
    /// How this machine names itself; its own name where nil.
    package var clientName: String?
    package var connectTimeout: Duration = .seconds(10)
    /// From the first command to the last reply of one message; below the lease of an order.
    package var totalTimeout: Duration = .seconds(20)
    /// A PEM file of authorities that are trusted instead of the system's.
    package var authorities: String?
    /// Connections at most; each is kept open between messages.
    package var connections = 4

    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }
}

package struct SMTPCredentials: Redacted {
    let user: String
    let password: String

    package init(user: String, password: String) {
        self.user = user
        self.password = password
    }
}
