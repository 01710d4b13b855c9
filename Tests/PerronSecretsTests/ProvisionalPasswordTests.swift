import PerronDomain
import Testing

@testable import PerronSecrets

struct ProvisionalPasswordTests {
    private let digests = ProvisionalPasswordDigests(keys: keys)
    private let code = ProvisionalPassword(canonical: "K7QFM2XD9RTC")

    @Test func `ten thousand codes are of the right length and alphabet, all different, none rude`() {
        let random = SystemRandom()

        let codes = (0..<10_000).map { _ in ProvisionalPassword.random(from: random).canonical }

        #expect(codes.allSatisfy { $0.count == 12 && $0.allSatisfy(Crockford.alphabet.contains) })
        #expect(Set(codes).count == 10_000)
        #expect(!codes.contains { RudeWords.stand(in: $0) })
        #expect(!codes.contains { $0.contains("C0N") || $0.contains("SEX") || $0.contains("P1SS") || $0.contains("FVCK") })
    }

    @Test func `an address's code is the same for the same row and key, and another one for any other`() {
        let codes = EmailConfirmationCodes(keys: keys)
        let made = (0..<2000).map { codes.code(forContact: "01JDC6ZK3M7Q2V8X4T5R9W\($0)").canonical }

        #expect(codes.code(forContact: "01JDC6ZK3M7Q2V8X4T5R9W7").canonical == made[7])
        #expect(EmailConfirmationCodes(keys: strangerKeys).code(forContact: "01JDC6ZK3M7Q2V8X4T5R9W7").canonical != made[7])
        #expect(Set(made).count == 2000)
        #expect(made.allSatisfy { $0.count == 12 && $0.allSatisfy(Crockford.alphabet.contains) && !RudeWords.stand(in: $0) })
    }

    @Test func `every character is drawn as often as any other`() {
        let random = SystemRandom()
        var counts: [Character: Int] = [:]

        for _ in 0..<2000 {
            for character in ProvisionalPassword.random(from: random).canonical { counts[character, default: 0] += 1 }
        }

        // 750 expected, standard deviation 27; words that are refused take a little from some.
        #expect(counts.count == 32)
        #expect(counts.values.allSatisfy { (550...950).contains($0) })
    }

    @Test(arguments: [
        "C0NNARDK7QF2", "K7QFMERDE2X9", "K7QFM3RD3X29", "P0RN0K7QFMXD", "FVCKK7QFM2XD", "5H1TK7QFM2XD", "K7QFM2XB17E9", "XXV101XXCQ7X",
    ])
    func `a code that reads as a rude word is seen`(code: String) {
        #expect(RudeWords.stand(in: code))
    }

    @Test(arguments: ["K7QFM2XD9RTC", "0123456789AB", "W3RTZVQXNMKJ"])
    func `a harmless code is left alone`(code: String) {
        #expect(!RudeWords.stand(in: code))
    }

    @Test func `a rude draw is drawn again`() {
        // MERDE and seven zeros first, then a harmless one.
        let rude: [UInt8] = [20, 14, 24, 13, 14, 0, 0, 0, 0, 0, 0, 0]
        let random = Script(draws: [rude, Array(0..<12)])

        #expect(ProvisionalPassword.random(from: random).canonical == "0123456789AB")
    }

    @Test func `a follow-up number has ten characters and forgives how it is typed`() throws {
        let number = FollowUpNumber.random(from: SystemRandom())
        let typed = " \(number.shown.lowercased().replacing("0", with: "o").replacing("1", with: "l")) "

        #expect(number.canonical.count == 10)
        #expect(number.shown.count == 11)
        #expect(FollowUpNumber(typed: typed) == number)
        #expect(number.groups.joined() == number.canonical)
    }

    @Test(arguments: ["", "K7QFM", "K7QFM-2XD9", "K7QFM-2XD9R-T", "K7QFM-2XD9!", String(repeating: "-", count: 100)])
    func `what can't be a follow-up number is none`(typed: String) {
        #expect(FollowUpNumber(typed: typed) == nil)
    }

    @Test func `a code's digest is what another program makes of record, zero byte and code`() {
        let digest = digests.digest(of: code, for: camille)

        #expect(hexadecimal(digest.bytes) == "2a98febf2df5e08f46c50bd7ff43156826ae547c96f95855d0424ab2de5c402d")
        #expect(digest.keyID == "4e0fbeba")
    }

    @Test func `a digest opens for its own code and file only`() throws {
        let digest = digests.digest(of: code, for: camille)
        let typed = try #require(ProvisionalPassword(typed: " k7qf m2xd-9rtc"))
        let other = try #require(ProvisionalPassword(typed: "K7QF-M2XD-9RTD"))

        #expect(digests.verify(typed, for: camille, against: digest))
        #expect(!digests.verify(other, for: camille, against: digest))
        #expect(!digests.verify(code, for: henri, against: digest))
    }

    @Test(arguments: 0..<32)
    func `one changed bit closes a digest`(byte: Int) {
        let digest = digests.digest(of: code, for: camille)
        var bytes = digest.bytes
        bytes[byte] ^= 1

        #expect(!digests.verify(code, for: camille, against: StoredDigest(keyID: digest.keyID, bytes: bytes)))
    }

    @Test(arguments: [[], [0], Array(repeating: 0, count: 31), Array(repeating: 0, count: 33)] as [[UInt8]])
    func `a digest of another length is no digest`(bytes: [UInt8]) {
        #expect(!digests.verify(code, for: camille, against: StoredDigest(keyID: "4e0fbeba", bytes: bytes)))
    }

    @Test func `codes sent before a change of master key still open, until it is retired`() {
        let digest = digests.digest(of: code, for: camille)

        #expect(ProvisionalPasswordDigests(keys: rotatedKeys).verify(code, for: camille, against: digest))
        #expect(ProvisionalPasswordDigests(keys: rotatedKeys).candidates(for: code, of: camille).contains(digest))
        #expect(!ProvisionalPasswordDigests(keys: strangerKeys).verify(code, for: camille, against: digest))
        #expect(ProvisionalPasswordDigests(keys: rotatedKeys).digest(of: code, for: camille).keyID == secondMaster.id)
    }

    @Test func `codes and digests show nothing of themselves`() {
        let digest = digests.digest(of: code, for: camille)

        for value in [code, digest, digests] as [Any] {
            #expect(everythingShown(of: value).contains("[redacted]"))
            #expect(!everythingShown(of: value).contains("K7QF"))
            #expect(!everythingShown(of: value).contains("\(digest.bytes[0]), "))
            #expect(!everythingShown(of: value).contains(digest.keyID))
        }
    }
}

/// Gives prepared draws, one after the other.
private final class Script: RandomSource, @unchecked Sendable {
    // One test's own, on one thread.
    private var draws: [[UInt8]]

    init(draws: [[UInt8]]) { self.draws = draws }

    func bytes(_ count: Int) -> [UInt8] { draws.removeFirst() }
}
