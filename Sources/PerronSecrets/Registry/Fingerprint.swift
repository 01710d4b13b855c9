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
}

/// The first 16 bytes of a SHA-256: among a registry's rows, and against chance alone, that is plenty.
package struct ShortFingerprint: Hashable, Sendable {
    private let high: UInt64
    private let low: UInt64

    package init(of bytes: [UInt8]) {
        self.init(SHA256.hash(data: bytes).prefix(16))
    }

    /// Nil for anything but 16 bytes.
    package init?(stored bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        self.init(bytes[...])
    }

    private init(_ bytes: some Sequence<UInt8>) {
        var halves: (UInt64, UInt64) = (0, 0)
        for (index, byte) in bytes.enumerated() {
            if index < 8 { halves.0 = halves.0 << 8 | UInt64(byte) } else { halves.1 = halves.1 << 8 | UInt64(byte) }
        }
        (high, low) = halves
    }

    package var bytes: [UInt8] {
        [high, low].flatMap { half in (0..<8).map { UInt8(truncatingIfNeeded: half >> (56 - 8 * $0)) } }
    }
}
