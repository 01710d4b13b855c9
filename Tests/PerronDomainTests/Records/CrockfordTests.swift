import PerronDomain
import Testing

struct CrockfordTests {
    @Test(arguments: [
        ("K7QFM2XD9RTC", "K7QFM2XD9RTC"), ("k7qf-m2xd-9rtc", "K7QFM2XD9RTC"), (" K7QF M2XD\u{00A0}9RTC\n", "K7QFM2XD9RTC"),
        ("K7QF–M2XD—9RTC", "K7QFM2XD9RTC"), ("k7qf.m2xd_9rtc", "K7QFM2XD9RTC"), ("OoIiLl", "001111"), ("", ""),
    ])
    func `what is typed becomes what was printed`(typed: String, canonical: String) {
        #expect(Crockford.canonical(typed) == canonical)
    }

    @Test(arguments: ["U", "K7QF*", "é", "K7QF\0", "Ｋ７", "日"])
    func `what can't be of the alphabet is nothing`(typed: String) {
        #expect(Crockford.canonical(typed) == nil)
    }

    @Test(arguments: [
        ([] as [UInt8], ""), ([0], "00"), ([255], "7Z"), ([0, 0, 0, 0, 0], "00000000"), ([255, 255, 255, 255, 255], "ZZZZZZZZ"),
        ([0x08, 0x42, 0x10, 0x84, 0x21], "11111111"),
    ])
    func `bytes are written five bits by five bits`(bytes: [UInt8], text: String) {
        #expect(Crockford.encode(bytes) == text)
    }

    @Test func `an identifier puts its time first, so that rows lie in order`() {
        let random = SameBytes()
        let instants = [0, 1, 999, 1_795_424_400_000, 1_795_424_400_001, 1 << 47].map { Instant(milliseconds: $0) }

        let texts = instants.map { Identifier<Situation>(now: $0, random: random).text }

        #expect(texts == texts.sorted())
        #expect(Set(texts).count == texts.count)
        #expect(texts.allSatisfy { $0.count == 26 })
        #expect(Identifier<Situation>.nobody.text.count == 26)
    }
}

private struct SameBytes: RandomSource {
    func bytes(_ count: Int) -> [UInt8] { [UInt8](repeating: 0x5A, count: count) }
}
