import PerronDomain
import Testing

struct NetworkTests {
    @Test(arguments: [
        ([192, 0, 2, 77] as [UInt8], "192.0.2.0/24"), ([192, 0, 2, 1], "192.0.2.0/24"), ([192, 0, 3, 77], "192.0.3.0/24"),
        ([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 192, 0, 2, 77], "192.0.2.0/24"),
        ([0x20, 0x01, 0x0D, 0xB8, 0xAA, 0xBB, 0xCC, 0x01, 0, 0, 0, 0, 0, 0, 0, 1], "20010db8aabbcc/56"),
        ([0x20, 0x01, 0x0D, 0xB8, 0xAA, 0xBB, 0xCC, 0xFF, 9, 9, 9, 9, 9, 9, 9, 9], "20010db8aabbcc/56"),
    ])
    func `neighbours count as one network`(packed: [UInt8], text: String) {
        #expect(Network(packed: packed)?.text == text)
    }

    @Test(arguments: [0, 1, 3, 5, 15, 17])
    func `what is no address is no network`(length: Int) {
        #expect(Network(packed: [UInt8](repeating: 1, count: length)) == nil)
    }

    @Test func `a network does not print`() {
        #expect("\(Network.local)" == "[network]")
    }
}
