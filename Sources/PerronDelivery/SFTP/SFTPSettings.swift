import PerronDomain
import PerronSecrets

/// Which SFTP server takes batches, how it is known, and how this fund shows itself.
package struct SFTPSettings: Sendable {
    package enum Credentials: Sendable {
        /// A private key's file (Ed25519 or ECDSA), without a passphrase.
        case key(file: String)
        case password(SFTPPassword)
    }

    package let address: SFTPAddress
    /// A file as OpenSSH writes it: no server that is not in it gets anything.
    package let knownHosts: String
    package let credentials: Credentials
    /// How long a step may take beside what its bytes take.
    package var timeout: Duration = .seconds(30)
    /// Where the mail house puts a receipt for a batch; nil where it gives none.
    package var receipt: SFTPReceipt?
    /// How long a receipt may be awaited before a person is told.
    package var receiptWithin: Duration = .hours(24)

    package init(address: SFTPAddress, knownHosts: String, credentials: Credentials) {
        self.address = address
        self.knownHosts = knownHosts
        self.credentials = credentials
    }
}

package struct SFTPPassword: Redacted {
    let text: String

    package init(_ text: String) {
        self.text = text
    }
}
