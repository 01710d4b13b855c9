import PerronDomain
import PerronSecrets
import Testing

struct SealedCookieTests {
    private let cookies = SealedCookie(keys: keys, random: CountingBytes())
    private let visit = Token.random(from: CountingBytes())
    private let typed = Array("henri@exemple.fr".utf8)
    private let end = morning.adding(.minutes(30))

    @Test func `what was sealed opens in its visit until it expires, and can't be read meanwhile`() {
        let text = cookies.seal(typed, visit: visit, expiresAt: end)

        #expect(cookies.open(text, visit: visit, now: morning) == typed)
        #expect(cookies.open(text, visit: visit, now: end.subtracting(.milliseconds(1))) == typed)
        #expect(cookies.open(text, visit: visit, now: end) == nil)
        #expect(Base64URL.decode(text)?.contains(typed) == false)
    }

    @Test func `it opens in no other visit and no other installation, and with a former key`() {
        let text = cookies.seal(typed, visit: visit, expiresAt: end)

        #expect(cookies.open(text, visit: Token.random(from: SystemRandom()), now: morning) == nil)
        #expect(SealedCookie(keys: strangerKeys, random: SystemRandom()).open(text, visit: visit, now: morning) == nil)
        #expect(SealedCookie(keys: rotatedKeys, random: SystemRandom()).open(text, visit: visit, now: morning) == typed)
    }

    @Test(arguments: 0..<69)
    func `one changed character spoils it`(index: Int) {
        let text = cookies.seal(typed, visit: visit, expiresAt: end)

        #expect(text.count == 70)
        #expect(cookies.open(tampered(text, at: index), visit: visit, now: morning) == nil)
    }

    @Test(arguments: ["", "A", "AAAAAAAAAAA", String(repeating: "A", count: 100), String(repeating: "A", count: 5000)])
    func `what was never sealed opens nothing`(text: String) {
        #expect(cookies.open(text, visit: visit, now: morning) == nil)
    }
}
