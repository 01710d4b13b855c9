import PerronDomain
import PerronSecrets
import Testing

struct ChanceTests {
    @Test(arguments: [0, 1, 16, 4096])
    func `the system gives as many bytes as asked`(count: Int) {
        #expect(SystemRandom().bytes(count).count == count)
    }

    @Test func `the system never gives the same twice`() {
        let draws = (0..<1000).map { _ in SystemRandom().bytes(16) }

        #expect(Set(draws).count == 1000)
    }

    @Test(arguments: [1, 2, 3, 7, 10, 26, 1000] as [UInt64])
    func `a number stays below its bound`(bound: UInt64) {
        let random = SystemRandom()

        #expect((0..<500).allSatisfy { _ in random.number(below: bound) < bound })
    }

    @Test func `every element is picked as often as any other`() {
        let random = SystemRandom()
        var counts: [String: Int] = [:]

        for _ in 0..<6000 { counts[random.pick(from: ["cerise", "vélo", "Limoges"]), default: 0] += 1 }

        // 2000 expected, standard deviation 37.
        #expect(counts.values.allSatisfy { (1750...2250).contains($0) })
        #expect(counts.count == 3)
    }

    @Test func `a token is 22 characters, its digest 32 bytes, and only the cookie gives it back`() throws {
        let token = Token.random(from: CountingBytes())

        #expect(token.cookie == "AAECAwQFBgcICQoLDA0ODw")
        #expect(hexadecimal(token.digest) == "be45cb2605bf36bebde684841a28f0fd43c69850a3dce5fedba69928ee3a8991")
        #expect(try #require(Token(cookie: token.cookie)) == token)
    }

    @Test(arguments: [
        "", "AAECAwQFBgcICQoLDA0OD", "AAECAwQFBgcICQoLDA0ODw=", "AAECAwQFBgcICQoLDA0ODx", "AAECAwQFBgcICQoLDA0O w",
        "AAECAwQFBgcICQoLDA0OD/",
    ])
    func `a cookie that was never set is no token`(cookie: String) {
        #expect(Token(cookie: cookie) == nil)
    }

    @Test func `a token shows nothing of itself`() {
        let token = Token.random(from: CountingBytes())

        #expect(everythingShown(of: token).contains("[redacted]"))
        #expect(!everythingShown(of: token).contains("AAEC"))
        #expect(!everythingShown(of: ["session": token]).contains("1, 2"))
    }
}
