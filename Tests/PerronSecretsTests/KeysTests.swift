import Crypto
import PerronDomain
import PerronSecrets
import Testing

struct KeysTests {
    @Test func `HKDF answers as RFC 5869's first test case`() throws {
        let input = [UInt8](repeating: 0x0b, count: 22)
        let salt = try #require(bytes(hexadecimal: "000102030405060708090a0b0c"))
        let purpose = try #require(bytes(hexadecimal: "f0f1f2f3f4f5f6f7f8f9"))

        let derived = HKDF<SHA256>.deriveKey(inputKeyMaterial: SymmetricKey(data: input), salt: salt, info: purpose, outputByteCount: 42)

        #expect(
            hexadecimal(derived.withUnsafeBytes { Array($0) })
                == "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865")
    }

    /// Worked out by another program; a change of any of these would make what is stored unreadable.
    @Test(arguments: [
        (KeyPurpose.provisionalPassword, "c2afa66f591084a61a4f07fae7249a752a9067a19225b36f45ef973f91049081"),
        (.quota, "e8a6fdab17768f040787987cf545234b84035ab7dfb867803c4d4a274591b41b"),
        (.network, "a30b84088cab87bf2dfc8a370371a4889aca8dc35a3b431347baebb9aebbf971"),
        (.csrf, "6bd42e1f9341ec74a73514ae9df63fc382c5c6fa459885709ad3b71cf6e71870"),
        (.requestCookie, "4f0745983f12ba27682e6e7b805376cd7278f6f3f1c746500a57daaa53802208"),
        (.robot, "e5648f84fdb01d041ff94f9050a1828c0ae4ddc41419c4168009f4ea34308b0a"),
        (.spool, "3bc0e852c6e3ea83dadcf2be13273ecfc43aca41abbc5fed5e05ce12cbdd22b9"),
        (.audit, "13923023f412e78d2d59a447070e383aac7c6167378fdbb64589e939bbe006cd"),
        (.pepper, "affd8dd9b63bbcfb7e6d0c76eb3fc62f465596c3dc97b80f327dbf8947a496d9"),
        (.cookie, "8446e1edb36230b9effd7432689a2496247271b21fb622b98e2670cf00ade706"),
    ])
    func `each purpose keeps its key`(purpose: KeyPurpose, codeOfNothing: String) {
        #expect(KeyedDigest(keys: keys, purpose: purpose).text(of: "") == codeOfNothing)
    }

    @Test func `no two purposes share a key`() {
        let codes = KeyPurpose.allCases.map { KeyedDigest(keys: keys, purpose: $0).text(of: "same") }

        #expect(Set(codes).count == KeyPurpose.allCases.count)
    }

    @Test func `a count is kept under a digest that another program can work out`() {
        let digest = KeyedDigest(keys: keys, purpose: .quota)

        #expect(digest.text(of: "2614073") == "48ab2adab7560ab69812fa5bccfd735e215e6858364686aeefaa6f5bc68e58e4")
        #expect(digest.bytes(of: "2614073").count == 32)
        #expect(digest.bytes(of: String(repeating: "9", count: 1000)).count == 32)
    }

    @Test func `a master key's id is short, its own, and the same every day`() throws {
        #expect(firstMaster.id == "4e0fbeba")
        #expect(secondMaster.id != firstMaster.id)
        #expect(try MasterKey(bytes: Array(0..<32)).id == firstMaster.id)
    }

    @Test func `a configured key is read back as it was written`() throws {
        let key = MasterKey.random(from: SystemRandom())

        let read = try MasterKey(configured: " \(key.configured.uppercased())\n")

        #expect(read.configured == key.configured)
        #expect(read.id == key.id)
    }

    @Test(arguments: ["", "00", String(repeating: "0", count: 62), String(repeating: "0", count: 66)])
    func `a key of another length is refused with its length alone`(text: String) {
        #expect(throws: MasterKeyError.length(text.count / 2)) { try MasterKey(configured: text) }
    }

    @Test(arguments: [
        "key", "0x" + String(repeating: "0", count: 62), String(repeating: "0", count: 63), String(repeating: "é", count: 64),
    ])
    func `a key that isn't hexadecimal is refused without being told`(text: String) {
        #expect(throws: MasterKeyError.text) { try MasterKey(configured: text) }
    }

    @Test func `keys show nothing of themselves`() throws {
        let secret = firstMaster.configured
        let values: [Any] = [firstMaster, keys, keys.current(.pepper), KeyedDigest(keys: keys, purpose: .quota), rotatedKeys]

        for value in values {
            let shown = everythingShown(of: value)
            #expect(shown.contains("[redacted]"))
            #expect(!shown.contains(secret.prefix(8)))
            #expect(!shown.contains(firstMaster.id))
        }
    }

    @Test(arguments: [0, 1, 2, 3, 16, 31, 32, 33])
    func `base64url reads back what it wrote, in one spelling only`(count: Int) {
        let bytes = SystemRandom().bytes(count)

        let text = Base64URL.encode(bytes)

        #expect(Base64URL.decode(text) == bytes)
        #expect(!text.contains { "+/=".contains($0) })
        #expect(Base64URL.decode(text + "=") == nil)
    }

    @Test(arguments: ["AB", "A", "AA==", "+w", "/w", "A A", "AAé", "AAA\n"])
    func `base64url refuses what it never writes`(text: String) {
        #expect(Base64URL.decode(text) == nil)
    }
}
