import PerronDomain

/// A text in a visitor's own cookie that nobody else can read, change or carry into another visit: AES-256-GCM, the visit as associated
/// data. `base64url(expiry (8 bytes), nonce (12), ciphertext, tag (16))`, the expiry in milliseconds since 1970.
package struct SealedCookie: Redacted {
    private let keys: [PurposeKey]
    private let random: any RandomSource

    package init(keys: SecretKeys, random: any RandomSource) {
        self.keys = keys.all(.cookie)
        self.random = random
    }

    package func seal(_ bytes: [UInt8], visit: Token, expiresAt: Instant) -> String {
        let expiry = SealedCookie.bytes(of: expiresAt)
        return Base64URL.encode(expiry + keys[0].seal(bytes, nonce: random.bytes(12), binding: visit.digest + expiry))
    }

    /// Nil for what was not sealed in this visit by a configured key, or has expired.
    package func open(_ text: String, visit: Token, now: Instant) -> [UInt8]? {
        guard text.utf8.count <= 4096, let sealed = Base64URL.decode(text), sealed.count > 8 else { return nil }
        let expiry = Array(sealed[..<8])
        let milliseconds = expiry.reduce(Int64(0)) { $0 << 8 | Int64($1) }
        guard now < Instant(milliseconds: milliseconds) else { return nil }
        return keys.lazy.compactMap { $0.open(Array(sealed[8...]), binding: visit.digest + expiry) }.first
    }

    private static func bytes(of instant: Instant) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: instant.milliseconds >> (56 - 8 * Int64($0))) }
    }
}
