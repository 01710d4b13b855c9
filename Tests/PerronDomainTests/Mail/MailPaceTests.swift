import PerronDomain
import Testing

struct MailPaceTests {
    private static let start = Instant(seconds: 1_795_784_700)

    @Test func `without a rate everything leaves at once`() {
        var pace = MailPace(.unlimited)

        #expect((0..<1000).allSatisfy { pace.wait("\($0)", to: "exemple.fr", now: Self.start) == nil })
    }

    @Test(arguments: [1, 3, 20, 300])
    func `a domain gets no more than its rate and one second's worth, whoever asks, and all of them in the end`(rate: Int) throws {
        var pace = MailPace(try MailRates(["exemple.fr:\(rate)"]))
        var (waiting, left) = ((0..<rate * 30).map { ("\($0)", Self.start) }, [Instant]())

        for step in 0..<1200 where !waiting.isEmpty {
            let now = Self.start.adding(.milliseconds(step * 50))
            waiting = waiting.compactMap { order, due in
                guard due <= now else { return (order, due) }
                guard let again = pace.wait(order, to: "exemple.fr", now: now) else {
                    left.append(now)
                    return nil
                }
                return (order, again)
            }
        }

        #expect(waiting.isEmpty && left.count == rate * 30)
        for second in 1...30 {
            let count = left.count { $0 < Self.start.adding(.seconds(second)) }
            #expect(count <= rate * (second + 1))
        }
        #expect(try #require(left.last) <= Self.start.adding(.seconds(31)))
    }

    @Test func `one domain at its pace holds up no other, and the star is each of the others by itself`() throws {
        var pace = MailPace(try MailRates(["orange.fr:1", "*:2"]))

        let first = ["orange.fr", "orange.fr", "free.fr", "free.fr", "free.fr", "laposte.net"].enumerated().map { index, domain in
            pace.wait("\(index)", to: domain, now: Self.start) == nil
        }

        #expect(first == [true, false, true, true, false, true])
    }

    @Test func `each order is given a moment of its own, and leaves at that moment`() throws {
        var pace = MailPace(try MailRates(["*:2"]))
        let moments = (0..<6).map { pace.wait("\($0)", to: "exemple.fr", now: Self.start) }

        let given = moments.compactMap(\.self)
        let tooEarly = pace.wait("4", to: "exemple.fr", now: Self.start)
        let inTime = pace.wait("4", to: "exemple.fr", now: try #require(moments[4]))

        #expect(given == [500, 1000, 1500, 2000].map { Self.start.adding(.milliseconds($0)) })
        #expect(tooEarly == moments[4] && inTime == nil)
    }

    @Test func `what would wait for more than a minute asks again then`() throws {
        var pace = MailPace(try MailRates(["*:1"]))
        for order in 0..<61 { _ = pace.wait("\(order)", to: "exemple.fr", now: Self.start) }

        let moments = (61..<70).map { pace.wait("\($0)", to: "exemple.fr", now: Self.start) }

        #expect(moments.allSatisfy { $0 == Self.start.adding(.seconds(60)) })
    }

    @Test func `a domain whose server asks for patience rests alone, longer each time, and is tried slowly first`() {
        var pace = MailPace(.unlimited)
        pace.slowDown("exemple.fr", now: Self.start)
        pace.slowDown("exemple.fr", now: Self.start)

        let elsewhere = pace.wait("a", to: "free.fr", now: Self.start)
        let resting = ["b", "c", "d"].map { pace.wait($0, to: "exemple.fr", now: Self.start) }
        let after = Self.start.adding(.seconds(10))
        let first = pace.wait("b", to: "exemple.fr", now: after)
        pace.slowDown("exemple.fr", now: after)
        let again = pace.wait("b", to: "exemple.fr", now: after)

        #expect(elsewhere == nil)
        #expect(resting == [10, 11, 12].map { Self.start.adding(.seconds($0)) })
        #expect(first == nil)
        #expect(again == after.adding(.seconds(20)))
    }

    @Test func `a domain that takes mail again has its own pace again`() {
        var pace = MailPace(.unlimited)
        pace.slowDown("exemple.fr", now: Self.start)
        let after = Self.start.adding(.seconds(10))
        _ = pace.wait("a", to: "exemple.fr", now: after)
        let before = pace.wait("b", to: "exemple.fr", now: after)

        pace.delivered(to: "exemple.fr", now: after)

        #expect(before == after.adding(.seconds(1)))
        #expect(["b", "c", "d"].allSatisfy { pace.wait($0, to: "exemple.fr", now: after) == nil })
    }

    @Test func `what was taken while a domain rests does not end its rest`() {
        var pace = MailPace(.unlimited)
        pace.slowDown("exemple.fr", now: Self.start)

        pace.delivered(to: "exemple.fr", now: Self.start.adding(.seconds(1)))

        #expect(pace.wait("a", to: "exemple.fr", now: Self.start.adding(.seconds(1))) == Self.start.adding(.seconds(10)))
    }

    @Test func `a rest has an end, however often a server asked for patience`() {
        var pace = MailPace(.unlimited)
        var now = Self.start
        var rests: [Duration] = []
        for _ in 0..<8 {
            pace.slowDown("exemple.fr", now: now)
            var until = now
            while let next = pace.wait("a", to: "exemple.fr", now: until) { until = next }
            rests.append(until - now)
            now = until
        }

        #expect(rests == [10, 20, 40, 80, 160, 300, 300, 300].map { .seconds($0) })
    }

    @Test func `a clock that is stepped back locks no domain`() throws {
        var pace = MailPace(try MailRates(["*:1"]))
        for order in 0..<10 { _ = pace.wait("\(order)", to: "exemple.fr", now: Self.start) }
        pace.slowDown("free.fr", now: Self.start)

        let earlier = Self.start.subtracting(.hours(2))

        #expect(pace.wait("5", to: "exemple.fr", now: earlier) == nil)
        #expect(pace.wait("a", to: "free.fr", now: earlier) == nil)
    }

    @Test func `what is known of domains that nobody writes to is forgotten`() throws {
        var pace = MailPace(try MailRates(["*:1"]))
        for domain in 0..<5000 { _ = pace.wait("\(domain)", to: "\(domain).fr", now: Self.start.adding(.seconds(domain))) }

        let text = String(reflecting: pace)

        #expect(!text.contains("\"1.fr\"") && text.contains("\"4999.fr\""))
    }
}

struct MailRatesTests {
    @Test func `domains are named as people write them, the star is every other`() throws {
        let rates = try MailRates(["Orange.FR:20", "bücher.example:5", "*:200"])

        #expect(rates.rate(of: "orange.fr") == 20)
        #expect(rates.rate(of: "xn--bcher-kva.example") == 5)
        #expect(rates.rate(of: "exemple.fr") == 200)
        #expect(try MailRates([]).rate(of: "exemple.fr") == nil)
    }

    @Test(arguments: [
        "orange.fr", "orange.fr:", ":20", "orange.fr:0", "orange.fr:-1", "orange.fr:10001", "orange.fr:2.5", "a b:2", "*:", "**:3",
        "a.fr:1:2",
    ])
    func `what is no rate is refused`(text: String) {
        #expect(throws: MailRateError.shape(text)) { try MailRates(["free.fr:1", text]) }
    }

    @Test func `a domain that is named twice is refused`() {
        #expect(throws: MailRateError.twice("ORANGE.fr:3")) { try MailRates(["orange.fr:20", "ORANGE.fr:3"]) }
        #expect(throws: MailRateError.twice("*:3")) { try MailRates(["*:2", "*:3"]) }
    }
}
