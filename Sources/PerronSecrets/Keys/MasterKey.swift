import Crypto
import FoundationEssentials
import PerronDomain

/// 32 secret bytes from the configuration, out of which every other key is derived. Kept apart from the database and its backups.
package struct MasterKey: Redacted {
    package static let length = 32

    /// Eight hexadecimal characters derived from the key, stored beside what was made with it. They tell nothing about the key.
    package let id: String

    let material: SymmetricKey

    /// - Throws: `MasterKeyError.length` unless there are 32 bytes.
    package init(bytes: [UInt8]) throws(MasterKeyError) {
        guard bytes.count == MasterKey.length else { throw .length(bytes.count) }
        material = SymmetricKey(data: bytes)
        id = hexadecimal(
            HKDF<SHA256>.deriveKey(inputKeyMaterial: material, info: Array("perron/key-id".utf8), outputByteCount: 4)
                .withUnsafeBytes { Array($0) })
    }

    /// As the configuration has it: 64 hexadecimal characters, spaces and line ends round them forgiven.
    /// - Throws: `MasterKeyError.text`, without the text.
    package init(configured text: String) throws(MasterKeyError) {
        guard let bytes = bytes(hexadecimal: text.filter { !$0.isWhitespace }) else { throw .text }
        try self.init(bytes: bytes)
    }

    package static func random(from source: any RandomSource) -> MasterKey {
        // 32 bytes are the one thing init asks for.
        try! MasterKey(bytes: source.bytes(length))
    }

    /// For the file that the demo and `perron config new-key` write, mode 0600; nowhere else.
    package var configured: String { hexadecimal(material.withUnsafeBytes { Array($0) }) }
}

/// Why a configured master key is refused; never with the key.
package enum MasterKeyError: Error, Equatable, Sendable {
    /// Not 32 bytes, but so many.
    case length(Int)
    /// Not hexadecimal.
    case text
}
