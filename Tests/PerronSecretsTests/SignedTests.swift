import PerronDomain
import PerronSecrets
import Testing

struct SignedTests {
    private let cookies = SignedValue(keys: keys, purpose: .cookie)
    private let payload = Array("request-7".utf8)
    private let end = Instant(milliseconds: 1_795_431_600_000)

    @Test func `a signed value is what another program makes of it`() {
        #expect(
            cookies.sign(payload, expiresAt: end) == "cmVxdWVzdC03.1795431600000.UL3zeNrCpV0D8SYeykk7qoLPevKqWBq4D-FBUGgAhCo")
    }

    @Test func `a signed value gives its payload back until it expires`() {
        let text = cookies.sign(payload, expiresAt: end)

        #expect(cookies.open(text, now: morning) == .valid(payload: payload))
        #expect(cookies.open(text, now: end.subtracting(.milliseconds(1))) == .valid(payload: payload))
        #expect(cookies.open(text, now: end) == .expired)
    }

    @Test(arguments: 0..<70)
    func `a signed value with one changed character is forged`(index: Int) {
        let text = cookies.sign(payload, expiresAt: end)

        #expect(cookies.open(tampered(text, at: min(index, text.count - 1)), now: morning) == .forged)
    }

    @Test(arguments: [
        "", ".", "..", "...", "a.b.c", "cmVxdWVzdC03.1795431600000.", "cmVxdWVzdC03.1795431600000", String(repeating: "A", count: 5000),
    ])
    func `what was never signed is forged`(text: String) {
        #expect(cookies.open(text, now: morning) == .forged)
    }

    @Test func `a value signed for one purpose is forged for another, and for another installation`() {
        let text = cookies.sign(payload, expiresAt: end)

        #expect(SignedValue(keys: keys, purpose: .requestCookie).open(text, now: morning) == .forged)
        #expect(SignedValue(keys: strangerKeys, purpose: .cookie).open(text, now: morning) == .forged)
        #expect(SignedValue(keys: rotatedKeys, purpose: .cookie).open(text, now: morning) == .valid(payload: payload))
    }

    @Test func `an empty payload and any bytes may be signed`() {
        for payload in [[], [0], Array(0...255)] as [[UInt8]] {
            #expect(cookies.open(cookies.sign(payload, expiresAt: end), now: morning) == .valid(payload: payload))
        }
    }

    @Test func `a form's token holds for its visit and for whose page it stood on`() {
        let tokens = CSRFToken(keys: keys)
        let (visit, other) = (Token.random(from: SystemRandom()), Token.random(from: SystemRandom()))
        let file = FileNumber(exactly: "2614073".utf8)

        let text = tokens.make(visit: visit, file: nil, now: morning)
        let own = tokens.make(visit: visit, file: file, now: morning)

        for text in [text, own] {
            #expect(tokens.verify(text, visit: visit, now: morning.adding(.minutes(5))) == .valid)
            #expect(tokens.verify(text, visit: other, now: morning) == .forged)
            #expect(CSRFToken(keys: strangerKeys).verify(text, visit: visit, now: morning) == .forged)
            #expect(CSRFToken(keys: rotatedKeys).verify(text, visit: visit, now: morning) == .valid)
        }
        #expect(CSRFToken.file(in: own) == file)
        #expect(CSRFToken.file(in: text) == nil)
        #expect(tokens.verify(text + ".2614073", visit: visit, now: morning) == .forged)
        #expect(tokens.verify(String(own.dropLast(8)), visit: visit, now: morning) == .forged)
        #expect(tokens.verify(String(own.dropLast(7)) + "1047382", visit: visit, now: morning) == .forged)
    }

    @Test func `a form left open all day is stale, not forged`() {
        let tokens = CSRFToken(keys: keys)
        let visit = Token.random(from: SystemRandom())

        let text = tokens.make(visit: visit, file: nil, now: morning)

        #expect(tokens.verify(text, visit: visit, now: morning.adding(.hours(8)).subtracting(.milliseconds(1))) == .valid)
        #expect(tokens.verify(text, visit: visit, now: morning.adding(.hours(8))) == .stale)
    }

    @Test(arguments: 0..<57)
    func `a form's token with one changed character is forged`(index: Int) {
        let tokens = CSRFToken(keys: keys)
        let visit = Token.random(from: CountingBytes())

        let text = tokens.make(visit: visit, file: nil, now: morning)

        #expect(text.count == 57)
        #expect(tokens.verify(tampered(text, at: index), visit: visit, now: morning) == .forged)
    }

    @Test(arguments: [
        "", ".", "1795424400000.", ".AAAA", "1795424400000.AAAA", "1795424400000.AAAA.", "1795424400000.AAAA.1.2",
        "99999999999999999999999.AAAA", String(repeating: "1.", count: 60),
    ])
    func `what was never a form's token is forged`(text: String) {
        #expect(CSRFToken(keys: keys).verify(text, visit: Token.random(from: CountingBytes()), now: morning) == .forged)
    }

    @Test func `a spooled letter is what another program makes of it, and opens again`() throws {
        let spool = SpoolCipher(keys: keys, random: CountingBytes())

        let sealed = spool.seal(Array("%PDF-1.5".utf8), letter: "letter-1")

        #expect(hexadecimal(sealed) == "3465306662656261000102030405060708090a0bdf599b242813049b1930658d6e18b4f2501a837caaf208de")
        #expect(try spool.open(sealed, letter: "letter-1") == Array("%PDF-1.5".utf8))
        #expect(try SpoolCipher(keys: rotatedKeys, random: SystemRandom()).open(sealed, letter: "letter-1") == Array("%PDF-1.5".utf8))
    }

    @Test func `a spooled letter opens as no other and under no other key`() {
        let spool = SpoolCipher(keys: keys, random: SystemRandom())
        let sealed = spool.seal(Array("%PDF-1.5".utf8), letter: "letter-1")

        #expect(throws: SpoolCipherError.damaged) { try spool.open(sealed, letter: "letter-2") }
        #expect(throws: SpoolCipherError.unknownKey) {
            try SpoolCipher(keys: strangerKeys, random: SystemRandom()).open(sealed, letter: "letter-1")
        }
    }

    @Test(arguments: 0..<44)
    func `one changed byte spoils a spooled letter`(index: Int) {
        let spool = SpoolCipher(keys: keys, random: CountingBytes())
        var sealed = spool.seal(Array("%PDF-1.5".utf8), letter: "letter-1")

        sealed[index] ^= 1

        #expect(throws: index < 8 ? SpoolCipherError.unknownKey : .damaged) { try spool.open(sealed, letter: "letter-1") }
        #expect(throws: SpoolCipherError.damaged) { try spool.open(Array(sealed.prefix(min(index, 35))), letter: "letter-1") }
    }
}
