/// What a letter bears, so that one that comes back is found: the last ten characters of its id, 50 bits of chance, shown `K7QFM-2XD9R`.
/// It opens nothing.
package struct LetterNumber: Hashable, Sendable {
    package static let length = 10
    /// Of an `Identifier`, which manifests name.
    private static let idLength = 26

    package let canonical: String

    /// - Parameter id: the text of a letter's identifier.
    package init(ofLetter id: String) {
        canonical = String(id.suffix(LetterNumber.length))
    }

    /// Forgives case, spaces, dashes, O for 0, I and L for 1; takes a whole identifier too. Nil for what can't be one.
    package init?(typed: String) {
        guard typed.utf8.count <= 64, let text = Crockford.canonical(typed),
            text.count == LetterNumber.length || text.count == LetterNumber.idLength
        else { return nil }
        canonical = String(text.suffix(LetterNumber.length))
    }

    /// Two groups of five, to be read aloud.
    package var shown: String { "\(canonical.prefix(5))-\(canonical.suffix(5))" }
}

extension LetterNumber: CustomStringConvertible {
    package var description: String { shown }
}
