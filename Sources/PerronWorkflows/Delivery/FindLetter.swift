import PerronDomain
import PerronStorage

/// A letter by the number that it bears, as far as it is kept in clear.
package struct FindLetter: Sendable {
    package enum Found: Sendable {
        case letter(Letter)
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
            if let letter = try Letters(tx).find(number) { return .letter(letter) }
            return try TestLetters(tx).find(number).map(Found.test)
        }
    }
}
