import PerronDomain

/// Makes and checks what is stored of a provisional password: HMAC-SHA-256 over record id, a zero byte and the canonical code.
///
/// A fast digest is right here: 60 random bits can't be guessed without the key, and the check must come before any Argon2id.
/// The record id binds a code to its file, so that one file's digest opens no other's.
package struct ProvisionalPasswordDigests: Redacted {
    private let keys: SecretKeys

    package init(keys: SecretKeys) {
        self.keys = keys
    }

    /// Under the current key.
    package func digest(of code: ProvisionalPassword, for record: Identifier<PensionRecord>) -> StoredDigest {
        let key = keys.current(.provisionalPassword)
        return StoredDigest(keyID: key.id, bytes: key.code(for: message(code, record)))
    }

    /// Under every configured key, current first: what to look for in an indexed column without knowing which key made the row.
    package func candidates(for code: ProvisionalPassword, of record: Identifier<PensionRecord>) -> [StoredDigest] {
        keys.all(.provisionalPassword).map { StoredDigest(keyID: $0.id, bytes: $0.code(for: message(code, record))) }
    }

    /// In constant time. False also where the digest's key is no longer configured.
    package func verify(_ code: ProvisionalPassword, for record: Identifier<PensionRecord>, against stored: StoredDigest) -> Bool {
        guard let key = keys.key(.provisionalPassword, id: stored.keyID) else { return false }
        return key.isValid(stored.bytes, for: message(code, record))
    }

    private func message(_ code: ProvisionalPassword, _ record: Identifier<PensionRecord>) -> [UInt8] {
        Array(record.text.utf8) + [0] + Array(code.canonical.utf8)
    }
}
