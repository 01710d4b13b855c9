import PerronDomain

/// The passwords that everyone would try first, French ones too (ASVS 5.0 6.2.4; CNIL 2022-100), from
/// `Resources/passwords/common.txt`: one word a line, the most common first, `#` for a comment.
package struct CommonPasswords: Sendable {
    /// As the file has them, small letters without accents, the most common first: also what the strength estimate knows.
    let words: [String]
    private let alike: Set<[UInt8]>

    /// How many digits or marks round a word are seen through: `Soleil!2024`, `123soleil`.
    private static let longestEnding = 8
    private static let longestBeginning = 4

    /// - Parameter text: the file's whole text.
    package init(text: String) {
        let folded = text.split(whereSeparator: \.isNewline)
            .filter { !$0.hasPrefix("#") }
            .map { FoldedPassword(text: String($0)) }
            .filter { !$0.plain.isEmpty }
        words = folded.map { String(decoding: $0.plain, as: UTF8.self) }
        alike = Set(folded.map(\.alike))
    }

    /// Whether the password is a common word, whatever its case, accents, spaces or digits for letters, once or several times over,
    /// with a few digits or marks round it. First names with a year are found this way.
    func contains(_ password: FoldedPassword) -> Bool {
        let ending = min(password.plain.reversed().prefix { FoldedPassword.isDecoration($0) }.count, CommonPasswords.longestEnding)
        let beginning = min(password.plain.prefix { FoldedPassword.isDecoration($0) }.count, CommonPasswords.longestBeginning)
        for first in Set([0, beginning]) {
            for cut in 0...ending where first + cut < password.alike.count {
                if isWord(password.alike[first..<(password.alike.count - cut)]) { return true }
            }
        }
        return false
    }

    /// A word of the list, or one several times in a row.
    private func isWord(_ letters: ArraySlice<UInt8>) -> Bool {
        if alike.contains(Array(letters)) { return true }
        guard letters.count >= 4 else { return false }
        for length in 2...(letters.count / 2) where letters.count.isMultiple(of: length) {
            let word = letters.prefix(length)
            let repeats = letters.dropFirst(length).elementsEqual(letters.dropLast(length))
            if repeats, alike.contains(Array(word)) { return true }
        }
        return false
    }
}
