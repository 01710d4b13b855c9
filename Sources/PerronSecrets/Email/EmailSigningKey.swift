import Crypto
import CryptoExtras
import FoundationEssentials

/// The fund's own key that its e-mails are signed with (DKIM, RFC 6376). RSA, which every receiver verifies; Ed25519 (RFC 8463) many don't.
package struct EmailSigningKey: Redacted {
    /// What receivers must be able to verify, from the size that is still strong (RFC 8301 3.2).
    package static let sizes = 2048...4096

    package let bits: Int
    /// As the DNS publishes it: the DER form of RFC 5280 4.1, in base64.
    package let publicKey: String
    private let key: _RSA.Signing.PrivateKey

    /// - Parameter pem: PKCS#1 or PKCS#8, not encrypted, as « openssl genrsa » writes it.
    /// - Throws: `EmailSigningKeyError`, never with the text.
    package init(pem: String) throws(EmailSigningKeyError) {
        do {
            key = try _RSA.Signing.PrivateKey(unsafePEMRepresentation: pem)
        } catch {
            throw .unreadable
        }
        bits = key.keySizeInBits
        guard EmailSigningKey.sizes.contains(bits) else { throw .size(bits) }
        publicKey = key.publicKey.derRepresentation.base64EncodedString()
    }

    /// RSASSA-PKCS1-v1_5 over SHA-256 in base64: the `b=` of `rsa-sha256` (RFC 6376 3.3.1).
    /// - Throws: what the library does where it has no memory.
    package func signature(of bytes: [UInt8]) throws -> String {
        try key.signature(for: SHA256.hash(data: bytes), padding: .insecurePKCS1v1_5).rawRepresentation.base64EncodedString()
    }

    /// SHA-256 in base64: a body's `bh=`.
    package static func digest(of bytes: [UInt8]) -> String {
        SHA256.hash(data: bytes).withUnsafeBytes { Data($0) }.base64EncodedString()
    }
}

package enum EmailSigningKeyError: Error, Equatable, Sendable {
    case unreadable
    /// Not between 2048 and 4096 bits, but so many.
    case size(Int)
}
