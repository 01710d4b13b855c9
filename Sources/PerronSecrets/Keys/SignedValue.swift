import PerronDomain

/// A small signed text for a cookie or a hidden field: what it carries can be read by anyone and changed by nobody.
/// `base64url(payload).expiry.base64url(HMAC-SHA-256)`, the purpose bound by its own key, the expiry in milliseconds since 1970.
package struct SignedValue: Redacted {
    private let keys: [PurposeKey]

    package init(keys: SecretKeys, purpose: KeyPurpose) {
        self.keys = keys.all(purpose)
    }

    package enum Decision: Equatable, Sendable {
        case valid(payload: [UInt8])
        case expired
        case forged
    }

    package func sign(_ payload: [UInt8], expiresAt: Instant) -> String {
        let body = "\(Base64URL.encode(payload)).\(expiresAt.milliseconds)"
        return "\(body).\(Base64URL.encode(keys[0].code(for: Array(body.utf8))))"
    }

    /// `valid` from signing until just before the expiry.
    package func open(_ text: String, now: Instant) -> Decision {
        guard text.utf8.count <= 4096, let dot = text.lastIndex(of: "."),
            let code = Base64URL.decode(text[text.index(after: dot)...])
        else { return .forged }
        let body = text[..<dot]
        guard keys.contains(where: { $0.isValid(code, for: Array(body.utf8)) }) else { return .forged }
        let parts = body.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let payload = Base64URL.decode(parts[0]), let expiry = Int64(parts[1]) else { return .forged }
        return now < Instant(milliseconds: expiry) ? .valid(payload: payload) : .expired
    }
}
