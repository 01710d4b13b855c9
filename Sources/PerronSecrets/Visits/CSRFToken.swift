import PerronDomain

/// Proof that a form was served to this visit, and on whose page: `issued.base64url(HMAC-SHA-256)` over the visit token's digest, the
/// instant of issue and the file that was open (OWASP CSRF Prevention, "Signed Double-Submit Cookie"). The file's number stands behind, where
/// one was open: tabs share a session's cookie, a page goes on showing what it showed.
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

    /// - Parameter file: whose page it is; nil for a page of nobody's.
    package func make(visit: Token, file: FileNumber?, now: Instant) -> String {
        let digits = file?.digits ?? ""
        let code = Base64URL.encode(keys[0].code(for: message(visit, digits, now)))
        return "\(now.milliseconds).\(code)" + (digits.isEmpty ? "" : ".\(digits)")
    }

    package func verify(_ text: String, visit: Token, now: Instant) -> Decision {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard text.utf8.count <= 80, (2...3).contains(parts.count), let milliseconds = Int64(parts[0]),
            let code = Base64URL.decode(parts[1])
        else { return .forged }
        let issued = Instant(milliseconds: milliseconds)
        let digits = parts.count == 3 ? String(parts[2]) : ""
        guard keys.contains(where: { $0.isValid(code, for: message(visit, digits, issued)) }) else { return .forged }
        return now - issued < life ? .valid : .stale
    }

    /// Whose page the form stood on, as it says itself: to be believed as far as `verify` goes. Nil for a page of nobody's.
    package static func file(in text: String) -> FileNumber? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 3 ? FileNumber(exactly: parts[2].utf8) : nil
    }

    private func message(_ visit: Token, _ digits: String, _ issued: Instant) -> [UInt8] {
        visit.digest + Array("\(issued.milliseconds)\u{0}\(digits)".utf8)
    }
}
