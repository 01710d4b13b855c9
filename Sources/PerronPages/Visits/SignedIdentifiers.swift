import PerronDomain
import PerronSecrets

/// Ids of rows in a visitor's hands, in a cookie or a hidden field: nobody can make one up, nor use one in another's place.
package struct SignedIdentifiers<Entity>: Sendable {
    package enum Use: String, Sendable {
        /// The request under way.
        case request
        /// A code that ran out and may be asked for anew.
        case renewal
        /// The code for which a form chooses a password.
        case choosing
    }

    private let values: SignedValue
    private let use: Use

    package init(_ use: Use, keys: SecretKeys) {
        self.use = use
        values = SignedValue(keys: keys, purpose: .requestCookie)
    }

    package func sign(_ id: Identifier<Entity>, expiresAt: Instant) -> String {
        values.sign(Array("\(use.rawValue):\(id.text)".utf8), expiresAt: expiresAt)
    }

    /// Nil for what was not signed for this use, or has expired.
    package func open(_ text: String?, now: Instant) -> Identifier<Entity>? {
        guard let text, case .valid(let payload) = values.open(text, now: now) else { return nil }
        let parts = String(decoding: payload, as: UTF8.self).split(separator: ":")
        guard parts.count == 2, parts[0] == use.rawValue else { return nil }
        return Identifier(stored: String(parts[1]))
    }
}
