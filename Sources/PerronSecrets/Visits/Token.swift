import Crypto
import PerronDomain

/// An opaque secret of 128 random bits, in a cookie: a session, a recognised browser, a visit. Only its digest is stored, so that
/// a stolen database opens nothing (ASVS 5.0 7.2.3 asks 128 bits).
package struct Token: Redacted, Hashable {
    package static let byteCount = 16

    private let bytes: [UInt8]

    package static func random(from source: any RandomSource) -> Token {
        Token(bytes: source.bytes(byteCount))
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Nil for anything but the 22 characters of `cookie`.
    package init?(cookie text: String) {
        guard text.utf8.count == 22, let bytes = Base64URL.decode(text), bytes.count == Token.byteCount else { return nil }
        self.bytes = bytes
    }

    /// The cookie's value: 22 characters of base64url.
    package var cookie: String { Base64URL.encode(bytes) }

    /// SHA-256, 32 bytes: what is stored and looked for. No key is needed: 128 random bits can't be tried out.
    package var digest: [UInt8] { Array(SHA256.hash(data: bytes)) }
}
