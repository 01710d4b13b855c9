import CSodium
import Glibc
import PerronDomain
import PerronSecrets
import Testing

struct PasswordHasherTests {
    private let hasher = PasswordHasher(keys: keys, random: SystemRandom())
    private let password = CandidatePassword("cerise tournevis Limogés")

    @Test func `libsodium's Argon2id verifies the reference implementation's own test string`() {
        let reference = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"

        #expect(crypto_pwhash_str_verify(reference, "password", 8) == 0)
        #expect(crypto_pwhash_str_verify(reference, "passwore", 8) != 0)
    }

    @Test func `a peppered password's hash is what another program makes of it`() throws {
        let stored = try PasswordHasher(keys: keys, random: CountingBytes()).hash(password)

        #expect(
            stored.stored == "4e0fbeba:$argon2id$v=19$m=19456,t=2,p=1$AAECAwQFBgcICQoLDA0ODw$DAH/OTpK6Zo2ZcLht4Civ//3VlSyrX4r274IxpH9B78")
    }

    @Test func `a password verifies, a wrong one does not, and the parameters stand in the hash`() throws {
        let stored = try hasher.hash(password)

        #expect(stored.encoded.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
        #expect(hasher.verify(password, against: stored))
        #expect(!hasher.verify(CandidatePassword("cerise tournevis limogés"), against: stored))
        #expect(!hasher.verify(CandidatePassword("cerise tournevis Limogés "), against: stored))
        #expect(!hasher.needsUpgrade(stored))
    }

    @Test func `two hashes of one password differ, and both have the same length`() throws {
        let (first, second) = (try hasher.hash(password), try hasher.hash(CandidatePassword(String(repeating: "é", count: 128))))

        #expect(try hasher.hash(password).encoded != first.encoded)
        #expect(first.stored.utf8.count == second.stored.utf8.count)
    }

    @Test func `the same word from two keyboards is one password`() throws {
        let stored = try hasher.hash(CandidatePassword("\u{E9}t\u{E9}\u{A0}Limoges"))

        #expect(hasher.verify(CandidatePassword("e\u{301}te\u{301} Limoges"), against: stored))
        #expect(hasher.verify(CandidatePassword("e\u{301}te\u{301}\u{202F}Limoges"), against: stored))
    }

    @Test func `a zero byte ends no password`() throws {
        let stored = try hasher.hash(CandidatePassword("cerise\u{0}tournevis"))

        #expect(!hasher.verify(CandidatePassword("cerise\u{0}marteau"), against: stored))
        #expect(!hasher.verify(CandidatePassword("cerise"), against: stored))
    }

    @Test func `nothing to compare to is a no that costs as much`() throws {
        let stored = try hasher.hash(password)
        // The thread's own processor time, which a busy machine doesn't stretch.
        func cost(_ work: () -> Bool) -> UInt64 {
            (0..<5).map { _ in
                let start = processorTime()
                _ = work()
                return processorTime() - start
            }.min()!
        }

        let real = cost { hasher.verify(password, against: stored) }
        let decoy = cost { hasher.verify(password, against: nil) }

        #expect(!hasher.verify(password, against: nil))
        // A check without Argon2id would take a thousandth.
        #expect(decoy > real / 2 && decoy < real * 2)
    }

    @Test func `an old hash is upgraded: cheaper parameters, or a former pepper`() throws {
        let cheap = try PasswordHasher(keys: keys, random: SystemRandom(), cost: Argon2Cost(kibibytes: 8 * 1024, passes: 1)).hash(password)
        let rotated = PasswordHasher(keys: rotatedKeys, random: SystemRandom())

        #expect(hasher.verify(password, against: cheap))
        #expect(hasher.needsUpgrade(cheap))
        #expect(rotated.verify(password, against: try hasher.hash(password)))
        #expect(rotated.needsUpgrade(try hasher.hash(password)))
        #expect(!rotated.needsUpgrade(try rotated.hash(password)))
    }

    @Test func `without its pepper a hash opens to nobody`() throws {
        let stored = try hasher.hash(password)
        let stranger = PasswordHasher(keys: strangerKeys, random: SystemRandom())

        #expect(!stranger.verify(password, against: stored))
        #expect(!stranger.verify(password, against: HashedPassword(pepperID: secondMaster.id, encoded: stored.encoded)))
    }

    @Test(arguments: [
        "4e0fbeba:$argon2id$", "4e0fbeba:$argon2id$v=19$m=19456,t=2,p=1$AAAA$AAAA", "4e0fbeba:$argon2id$v=19$m=19456,t=2,p=1$$",
    ])
    func `a damaged hash verifies nothing`(stored: String) throws {
        let hashed: HashedPassword? = HashedPassword(stored: stored)

        #expect(hashed != nil)
        #expect(!hasher.verify(password, against: hashed))
    }

    @Test func `a stored text reads back, and another is refused`() throws {
        let hashed = try hasher.hash(password)

        #expect(HashedPassword(stored: hashed.stored) == hashed)
        for text in ["", ":", "$argon2id$v=19$", ":$argon2id$v=19$", "4e0fbeba", "4e0fbeba:$2b$12$", "4e0fbeba:"] {
            #expect(HashedPassword(stored: text) == nil, "\(text)")
        }
    }

    @Test func `passwords, hashes and the hasher show nothing of themselves`() throws {
        let stored = try hasher.hash(password)

        for value in [password, stored, hasher, ["typed": password]] as [Any] {
            let shown = everythingShown(of: value)
            #expect(shown.contains("[redacted]"))
            #expect(!shown.contains("cerise"))
            #expect(!shown.contains("argon2id"))
        }
    }
}

/// Nanoseconds of processor time that this thread has used.
private func processorTime() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}
