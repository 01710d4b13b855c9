/// A keyed digest as a row keeps it: 32 bytes, and the id of the master key it was made with, so that keys can be changed while
/// older rows still verify. Made and compared in PerronSecrets only.
package struct StoredDigest: Hashable, Sendable {
    package let keyID: String
    package let bytes: [UInt8]

    package init(keyID: String, bytes: [UInt8]) {
        self.keyID = keyID
        self.bytes = bytes
    }
}

extension StoredDigest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "[redacted]" }
    package var debugDescription: String { "[redacted]" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
