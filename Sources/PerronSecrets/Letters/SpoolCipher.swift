import PerronDomain

/// Keeps a letter's PDF unreadable while it waits for its carrier: AES-256-GCM, the letter's id as associated data, so that one
/// letter's bytes can't stand in for another's.
///
/// `keyID` (8 characters), nonce (12 bytes, random), ciphertext, tag (16 bytes).
package struct SpoolCipher: Redacted {
    private let keys: SecretKeys
    private let random: any RandomSource

    package init(keys: SecretKeys, random: any RandomSource) {
        self.keys = keys
        self.random = random
    }

    package func seal(_ bytes: [UInt8], letter id: String) -> [UInt8] {
        let key = keys.current(.spool)
        return Array(key.id.utf8) + key.seal(bytes, nonce: random.bytes(12), binding: Array(id.utf8))
    }

    /// - Throws: `SpoolCipherError.unknownKey` if its master is no longer configured, `.damaged` for anything that isn't the
    ///   untouched bytes of this letter.
    package func open(_ sealed: [UInt8], letter id: String) throws(SpoolCipherError) -> [UInt8] {
        guard sealed.count >= 8 + 12 + 16 else { throw .damaged }
        guard let key = keys.key(.spool, id: String(decoding: sealed[..<8], as: UTF8.self)) else { throw .unknownKey }
        guard let bytes = key.open(Array(sealed[8...]), binding: Array(id.utf8)) else { throw .damaged }
        return bytes
    }
}

package enum SpoolCipherError: Error, Equatable, Sendable {
    case unknownKey
    case damaged
}
