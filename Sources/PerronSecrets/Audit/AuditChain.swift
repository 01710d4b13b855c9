import PerronDomain

/// The seal of one audit event: HMAC-SHA-256 over the seal before it and the event. Whoever edits, removes or inserts a row without
/// the key breaks every seal after it.
///
/// A seal is `keyID` (8 characters) and 32 bytes, so that the chain still verifies after a change of master.
package struct AuditChain: Redacted {
    private let keys: SecretKeys

    package init(keys: SecretKeys) {
        self.keys = keys
    }

    /// - Parameters:
    ///   - event: its canonical bytes.
    ///   - previous: the seal before; empty for the first event.
    package func seal(_ event: [UInt8], after previous: [UInt8]) -> [UInt8] {
        let key = keys.current(.audit)
        return Array(key.id.utf8) + key.code(for: message(event, previous))
    }

    /// In constant time. False also where the seal's key is no longer configured.
    package func verify(_ seal: [UInt8], of event: [UInt8], after previous: [UInt8]) -> Bool {
        guard seal.count == 8 + 32, let key = keys.key(.audit, id: String(decoding: seal[..<8], as: UTF8.self)) else { return false }
        return key.isValid(Array(seal[8...]), for: message(event, previous))
    }

    /// The length goes first: no two pairs have the same bytes.
    private func message(_ event: [UInt8], _ previous: [UInt8]) -> [UInt8] {
        [UInt8(previous.count)] + previous + event
    }
}
