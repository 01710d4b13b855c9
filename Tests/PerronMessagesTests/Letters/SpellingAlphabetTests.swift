import PerronDomain
import PerronMessages
import Testing

struct SpellingAlphabetTests {
    @Test(arguments: Language.allCases)
    func `every letter and digit has a word of its own`(language: Language) throws {
        let alphabet = SpellingAlphabet(try Examples.lexicon()[language])

        let words = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".map { alphabet.word(for: $0) }

        #expect(words.allSatisfy { $0.count > 1 })
        #expect(Set(words).count == 36)
        #expect(zip(words.dropFirst(10), "ABCDEFGHIJKLMNOPQRSTUVWXYZ").allSatisfy { $0.first == $1 })
    }

    @Test func `a group is read as people say it`() throws {
        let lexicon = try Examples.lexicon()

        #expect(SpellingAlphabet(lexicon[.french]).spell("K7QF") == "Kléber, sept, Quintal, François")
        #expect(SpellingAlphabet(lexicon[.english]).spell("K7QF") == "Kilo, seven, Quebec, Foxtrot")
    }
}
