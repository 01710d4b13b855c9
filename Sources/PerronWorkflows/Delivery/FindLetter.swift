import PerronDomain
import PerronStorage

/// A letter by the number that it bears, as far as it is kept in clear.
package struct FindLetter: Sendable {
    package enum Found: Sendable {
        /// - Parameter replaced: the letter that took its place because its page was spoiled, once that is made.
        case letter(Letter, replaced: LetterNumber?)
        /// The fund's letter to itself.
        case test(TestLetter)
    }

    private let base: Foundations

    package init(_ base: Foundations) {
        self.base = base
    }

    /// Nil for a number that is no letter's, or that of one whose time of keeping is over.
    package func callAsFunction(_ number: LetterNumber) async throws -> Found? {
        try await base.database.read { tx in
            if let letter = try Letters(tx).find(number) {
                return .letter(letter, replaced: try letter.replacedAt.flatMap { _ in try Letters(tx).find(reprinting: letter.id)?.number })
            }
            return try TestLetters(tx).find(number).map(Found.test)
        }
    }
}
