import PerronDomain

/// A word for every letter and digit, so that a code can be read aloud without a mistake: Anatole, Berthe, Célestin in French,
/// Alfa, Bravo, Charlie (ICAO) in English.
package struct SpellingAlphabet: Sendable {
    private let words: Words

    package init(_ words: Words) {
        self.words = words
    }

    /// « Kléber, sept, Quintal, François » for `K7QF`. A character that has no word stands for itself.
    package func spell(_ text: String) -> String {
        text.map(word).joined(separator: ", ")
    }

    package func word(for character: Character) -> String {
        let key = "letter.spelling.\(character.lowercased())"
        return words.contains(key) ? words(key) : String(character)
    }
}
