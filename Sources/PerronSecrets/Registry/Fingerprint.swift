import Crypto

/// SHA-256 of bytes that come in pieces: tells two contents apart. Not for secrets, which take a key.
package struct Fingerprint: Sendable {
    private var hash = SHA256()

    package init() {}

    package mutating func feed(_ bytes: UnsafeBufferPointer<UInt8>) {
        hash.update(bufferPointer: UnsafeRawBufferPointer(bytes))
    }

    /// 32 bytes.
    package func finish() -> [UInt8] {
        Array(hash.finalize())
    }

    /// 64 characters.
    package var text: String { hexadecimal(finish()) }

    /// The first 16 bytes: among a registry's rows, and against chance alone, that is plenty.
    package static func short(of bytes: [UInt8]) -> [UInt8] {
        Array(SHA256.hash(data: bytes).prefix(16))
    }
}
