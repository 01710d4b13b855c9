import PerronDomain

/// Tells whether a file's postal address is the one that it had before, without keeping the former one: HMAC-SHA-256 over record id and
/// the address's lines.
package struct AddressDigests: Redacted {
    private let keys: SecretKeys

    package init(keys: SecretKeys) {
        self.keys = keys
    }

    /// Under the current key.
    package func digest(of address: PostalAddress, for record: Identifier<PensionRecord>) -> StoredDigest {
        let key = keys.current(.address)
        return StoredDigest(keyID: key.id, bytes: key.code(for: message(address, record)))
    }

    /// False also where the digest's key is no longer configured.
    package func verify(_ address: PostalAddress, for record: Identifier<PensionRecord>, against stored: StoredDigest) -> Bool {
        guard let key = keys.key(.address, id: stored.keyID) else { return false }
        return key.isValid(stored.bytes, for: message(address, record))
    }

    private func message(_ address: PostalAddress, _ record: Identifier<PensionRecord>) -> [UInt8] {
        Array(([record.text] + address.lines + [address.country]).joined(separator: "\n").utf8)
    }
}
