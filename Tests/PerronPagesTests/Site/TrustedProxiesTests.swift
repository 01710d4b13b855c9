import PerronDomain
import PerronPages
import Testing

@Suite struct TrustedProxiesTests {
    @Test(arguments: [
        ("203.0.113.9", [], "203.0.113.0/24"),
        // Nobody's word is taken but a trusted proxy's.
        ("203.0.113.9", ["198.51.100.1"], "203.0.113.0/24"),
        ("10.0.0.1", ["198.51.100.1"], "198.51.100.0/24"),
        // The far end of the list may be made up by the visitor; the near end is what the proxies saw.
        ("10.0.0.1", ["192.0.2.1, 198.51.100.1"], "198.51.100.0/24"),
        ("10.0.0.1", ["192.0.2.1, 198.51.100.1", "10.9.9.9"], "198.51.100.0/24"),
        ("10.0.0.1", ["unknown"], "10.0.0.0/24"),
        ("::ffff:10.0.0.1", ["2001:db8:1:200::7"], "20010db8000102/56"),
    ])
    func `a request comes from the nearest address that is no trusted proxy's`(peer: String, forwarded: [String], network: String) throws {
        let proxies = try TrustedProxies(["10.0.0.0/8", "::1"])

        #expect(proxies.network(peer: IPAddress(peer), forwarded: forwarded).text == network)
    }

    @Test(arguments: ["10.0.0.0/33", "proxy.example", "10.0.0", "::/129", "10.0.0.0/8/8"])
    func `what is no address stops the start`(text: String) {
        #expect(throws: TrustedProxyError.self) { try TrustedProxies([text]) }
    }
}
