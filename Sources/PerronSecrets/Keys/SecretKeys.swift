import Crypto
import FoundationEssentials
import PerronDomain

/// The installation's keys: one master for everything new, and former ones for what was made before it took over.
///
/// Changing the master is a configuration change and a restart: the old one moves to `former`, and can go once nothing stored names its id.
package struct SecretKeys: Redacted {
    private let masters: [MasterKey]

    package init(current: MasterKey, former: [MasterKey] = []) {
        masters = [current] + former
    }

    /// The key of this purpose for everything made from now on.
    package func current(_ purpose: KeyPurpose) -> PurposeKey {
        PurposeKey(master: masters[0], purpose: purpose)
    }

    /// The key under which something stored was made; nil if that master is no longer configured.
    package func key(_ purpose: KeyPurpose, id: String) -> PurposeKey? {
        masters.first { $0.id == id }.map { PurposeKey(master: $0, purpose: purpose) }
    }

    /// Current first, for values that carry no key id.
    package func all(_ purpose: KeyPurpose) -> [PurposeKey] {
        masters.map { PurposeKey(master: $0, purpose: purpose) }
    }
}

/// A key derived from a master for one purpose by HKDF-SHA-256 (RFC 5869), `info` = `perron/v1/` and the purpose.
package struct PurposeKey: Redacted {
    /// The master's id.
    package let id: String

    let key: SymmetricKey
    /// Under this key and before any message, so that a page's several codes don't each begin with it.
    private let keyed: HMAC<SHA256>

    init(master: MasterKey, purpose: KeyPurpose) {
        id = master.id
        key = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: master.material, info: Array("perron/v1/\(purpose.rawValue)".utf8), outputByteCount: 32)
        keyed = HMAC(key: key)
    }

    /// HMAC-SHA-256, 32 bytes.
    func code(for message: [UInt8]) -> [UInt8] {
        var code = keyed
        code.update(data: message)
        return code.finalize().withUnsafeBytes { Array($0) }
    }

    /// AES-256-GCM: the nonce, the ciphertext, the tag (16 bytes).
    /// - Parameters:
    ///   - nonce: 12 random bytes; such are good for 2³² messages under one key (NIST SP 800-38D §8.3).
    ///   - binding: what the bytes belong to; they open nowhere else.
    func seal(_ bytes: [UInt8], nonce: [UInt8], binding: [UInt8]) -> [UInt8] {
        // The sizes of key and nonce are fixed, the only thing either call could refuse.
        let box = try! AES.GCM.seal(bytes, using: key, nonce: try! AES.GCM.Nonce(data: nonce), authenticating: binding)
        return nonce + Array(box.ciphertext) + Array(box.tag)
    }

    /// Nil for anything but the untouched bytes that `seal` gave, with the same binding.
    func open(_ sealed: [UInt8], binding: [UInt8]) -> [UInt8]? {
        do {
            return Array(try AES.GCM.open(AES.GCM.SealedBox(combined: sealed), using: key, authenticating: binding))
        } catch {
            return nil
        }
    }

    /// Compared in constant time.
    func isValid(_ code: [UInt8], for message: [UInt8]) -> Bool {
        HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: message, using: key)
    }
}
