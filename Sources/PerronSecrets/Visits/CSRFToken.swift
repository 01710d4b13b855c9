import PerronDomain

/// Proof that a form was served to this visit: `issued.base64url(HMAC-SHA-256)` over the visit token's digest, the form's name and the
/// instant of issue (OWASP CSRF Prevention, "Signed Double-Submit Cookie", bound to the session).
package struct CSRFToken: Redacted {
    private let keys: [PurposeKey]
    private let life: Duration

    /// - Parameter life: how long a page may stand open; a session's whole life by default.
    package init(keys: SecretKeys, life: Duration = .hours(8)) {
        self.keys = keys.all(.csrf)
        self.life = life
    }

    package enum Decision: Equatable, Sendable {
        case valid
        /// Genuine, but the page stood open too long: the form is shown again with what was typed.
        case stale
        case forged
    }

    package func make(visit: Token, form: String, now: Instant) -> String {
        "\(now.milliseconds).\(Base64URL.encode(keys[0].code(for: message(visit, form, now))))"
    }

    package func verify(_ text: String, visit: Token, form: String, now: Instant) -> Decision {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard text.utf8.count <= 80, parts.count == 2, let milliseconds = Int64(parts[0]), let code = Base64URL.decode(parts[1]) else {
            return .forged
        }
        let issued = Instant(milliseconds: milliseconds)
        guard keys.contains(where: { $0.isValid(code, for: message(visit, form, issued)) }) else { return .forged }
        return now - issued < life ? .valid : .stale
    }

    private func message(_ visit: Token, _ form: String, _ issued: Instant) -> [UInt8] {
        visit.digest + Array("\(issued.milliseconds)\u{0}\(form)".utf8)
    }
}
