/// A member's password as a row keeps it: the id of the pepper's master key, a colon, and the Argon2id string with its own salt and
/// parameters, `3f9a01c2:$argon2id$v=19$m=19456,t=2,p=1$…$…`. Made and verified by PerronSecrets' `PasswordHasher` only.
package struct HashedPassword: Hashable, Sendable {
    package let pepperID: String
    /// The PHC string, as libsodium and every other Argon2 library read it.
    package let encoded: String

    package init(pepperID: String, encoded: String) {
        self.pepperID = pepperID
        self.encoded = encoded
    }

    /// Nil for a text that no `stored` ever gave.
    package init?(stored: String) {
        guard let colon = stored.firstIndex(of: ":") else { return nil }
        let encoded = stored[stored.index(after: colon)...]
        guard colon != stored.startIndex, encoded.hasPrefix("$argon2id$") else { return nil }
        self.init(pepperID: String(stored[..<colon]), encoded: String(encoded))
    }

    /// The one text of the column.
    package var stored: String { pepperID + ":" + encoded }
}

extension HashedPassword: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "[redacted]" }
    package var debugDescription: String { "[redacted]" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
