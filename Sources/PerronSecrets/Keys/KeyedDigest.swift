import PerronDomain

/// What counts are kept under, so that no table holds what somebody typed or where they came from: HMAC-SHA-256, 32 bytes.
///
/// Only the current key is used: after a change of master the counts start anew, which a day repairs.
package struct KeyedDigest: Redacted {
    private let key: PurposeKey

    package init(keys: SecretKeys, purpose: KeyPurpose) {
        key = keys.current(purpose)
    }

    /// - Parameter text: the file number's digits, the network's text (`192.0.2.0/24`), as the caller made it uniform.
    package func bytes(of text: String) -> [UInt8] {
        key.code(for: Array(text.utf8))
    }

    /// The same in hexadecimal, 64 characters, for a text column.
    package func text(of text: String) -> String {
        hexadecimal(bytes(of: text))
    }
}
