import PerronDomain
import PerronStorage
import PerronTestSupport
import PerronWorkflows
import Testing

struct PreferLettersTests {
    @Test func `who prefers large print and English gets letters so, whatever the page they asked on`() async throws {
        let house = try await PostHouse()
        let wish = MemberPreference(language: .english, isLargePrint: true)

        #expect(try await PreferLetters(house.base).current(for: Cast.henri.number) == MemberPreference())
        #expect(try await PreferLetters(house.base)(wish, for: Cast.henri.number))
        for number in [Cast.henri.number, Cast.lina.number] {
            try await house.order(number, by: .letter, language: .french)
            _ = try await house.decide()
        }

        _ = try await GatherBatch(house.base)(.atOnce)
        let batch = try #require(try await ReadBatch(house.base)())
        let letters = try batch.letters.map { try #require($0.contents) }
        #expect(letters.filter { $0.number == Cast.henri.number }.map { [$0.language == .english, $0.isLarge] } == [[true, true]])
        #expect(letters.filter { $0.number == Cast.lina.number }.map { [$0.language == .french, !$0.isLarge] } == [[true, true]])
        #expect(Set(batch.letters.map(\.letter.language)) == [.english, .french])
        #expect(try await house.verbs(of: try await house.record(Cast.henri.number).id.text).contains(.preferLetters))
    }

    @Test func `the language holds for e-mails too, and can be given up`() async throws {
        let house = try await PostHouse()
        let prefer = PreferLetters(house.base)

        _ = try await prefer(MemberPreference(language: .english), for: Cast.camille.number)
        try await house.order(Cast.camille.number, by: .email, language: .french)
        let first = try await house.handOver()
        _ = try await prefer(MemberPreference(), for: Cast.camille.number)
        house.clock.advance(.hours(1))
        try await house.order(Cast.camille.number, by: .email, language: .french)
        let second = try await house.handOver()

        #expect([first.language, second.language] == [.english, .french])
    }

    @Test func `a number that is nobody's has no preference`() async throws {
        let house = try await PostHouse()
        let nobody = try FileNumber("9999999")

        #expect(try await PreferLetters(house.base).current(for: nobody) == nil)
        #expect(try await !PreferLetters(house.base)(MemberPreference(isLargePrint: true), for: nobody))
    }
}
