import CSodium
import Crypto
import FoundationEssentials
import PerronDomain

/// Makes and verifies the stored form of members' own passwords: Argon2id (RFC 9106) over a peppered password.
///
/// The pepper goes in first, HMAC-SHA-256(pepper, password) in base64, so that a stolen database alone can't be attacked and no
/// password is too long for Argon2 (OWASP Password Storage, "Peppering").
///
/// Every call takes some 13 ms of one core and 19 MiB: call it through a `HashingPool`, never on an event loop or in a transaction.
package struct PasswordHasher: Redacted {
    private let keys: SecretKeys
    private let random: any RandomSource
    private let cost: Argon2Cost
    private let decoy: HashedPassword

    package init(keys: SecretKeys, random: any RandomSource, cost: Argon2Cost = .standard) {
        Sodium.start()
        self.keys = keys
        self.random = random
        self.cost = cost
        // Never equal to anything: its digest bytes are random, not a hash.
        decoy = HashedPassword(
            pepperID: keys.current(.pepper).id,
            encoded: cost.encoded(salt: random.bytes(Argon2Cost.saltLength), hash: random.bytes(Argon2Cost.hashLength)))
    }

    /// - Throws: `PasswordHashingError.outOfMemory` where the machine has no 19 MiB left.
    package func hash(_ password: CandidatePassword) throws(PasswordHashingError) -> HashedPassword {
        let pepper = keys.current(.pepper)
        let salt = random.bytes(Argon2Cost.saltLength)
        var hash = [UInt8](repeating: 0, count: Argon2Cost.hashLength)
        let peppered = Self.peppered(password, with: pepper)
        let status = crypto_pwhash(
            &hash, UInt64(hash.count), peppered, UInt64(peppered.count), salt, UInt64(cost.passes), cost.memory,
            crypto_pwhash_ALG_ARGON2ID13)
        guard status == 0 else { throw .outOfMemory }
        return HashedPassword(pepperID: pepper.id, encoded: cost.encoded(salt: salt, hash: hash))
    }

    /// Whether this is the password that was hashed. Without a hash to compare to, or with one whose pepper is gone,
    /// a decoy of the same cost is worked through, so that the time tells nothing.
    package func verify(_ password: CandidatePassword, against stored: HashedPassword?) -> Bool {
        guard let stored, let pepper = keys.key(.pepper, id: stored.pepperID) else {
            _ = matches(password, keys.current(.pepper), decoy.encoded)
            return false
        }
        return matches(password, pepper, stored.encoded)
    }

    /// Whether a password that just verified should be hashed again: other parameters, or a former pepper.
    package func needsUpgrade(_ stored: HashedPassword) -> Bool {
        stored.pepperID != keys.current(.pepper).id
            || crypto_pwhash_str_needs_rehash(stored.encoded, UInt64(cost.passes), cost.memory) != 0
    }

    private func matches(_ password: CandidatePassword, _ pepper: PurposeKey, _ encoded: String) -> Bool {
        let peppered = Self.peppered(password, with: pepper)
        return crypto_pwhash_str_verify(encoded, peppered, UInt64(peppered.count)) == 0
    }

    /// 44 characters of base64, never a zero byte among them.
    private static func peppered(_ password: CandidatePassword, with pepper: PurposeKey) -> [CChar] {
        Data(pepper.code(for: Array(password.normalized.utf8))).base64EncodedString().utf8.map { CChar(bitPattern: $0) }
    }
}

/// What one Argon2id hash costs; its parameters stand in the encoded string, so that it may rise later.
package struct Argon2Cost: Sendable, Equatable {
    /// 19 MiB, two passes, one lane (OWASP Password Storage).
    package static let standard = Argon2Cost(kibibytes: 19 * 1024, passes: 2)

    /// Salt of 16 bytes and hash of 32 (RFC 9106 §4; libsodium's own lengths).
    static let saltLength = 16
    static let hashLength = 32

    package let kibibytes: Int
    package let passes: Int

    /// - Parameters:
    ///   - kibibytes: at least 8.
    ///   - passes: at least 1.
    package init(kibibytes: Int, passes: Int) {
        self.kibibytes = kibibytes
        self.passes = passes
    }

    var memory: Int { kibibytes * 1024 }

    /// The PHC string of a hash. libsodium's own `crypto_pwhash_str` would draw its salt itself; here chance is an argument.
    func encoded(salt: [UInt8], hash: [UInt8]) -> String {
        let fields = [salt, hash].map { Data($0).base64EncodedString().filter { $0 != "=" } }
        return "$argon2id$v=19$m=\(kibibytes),t=\(passes),p=1$\(fields[0])$\(fields[1])"
    }
}

package enum PasswordHashingError: Error, Equatable, Sendable {
    case outOfMemory
}
