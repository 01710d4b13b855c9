package enum Civility: String, Sendable, CaseIterable {
    case mister = "M"
    case madam = "MME"
}

/// A person's name as the registry has it.
package struct PersonName: Hashable, Sendable {
    package let civility: Civility?
    package let familyName: String
    package let birthName: String
    package let givenNames: String

    package init(civility: Civility?, familyName: String, birthName: String, givenNames: String) {
        self.civility = civility
        self.familyName = familyName
        self.birthName = birthName
        self.givenNames = givenNames
    }

    /// First given name and family name, « Camille Moreau », as one writes them. A name that has small letters somewhere is left as the
    /// registry has it: whoever typed it knew.
    package var greeting: String {
        let first = PersonName.written(givenNames.split(separator: " ").first.map(String.init) ?? "", isBehindGivenName: false)
        return [first, PersonName.written(familyName, isBehindGivenName: !first.isEmpty)].filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// Behind a given name the French particles « de » and « d' » are small. « La », « Le », « Du », « Des » keep their capital, and so do
    /// the particles of other languages, as the Imprimerie nationale writes them.
    private static func written(_ name: String, isBehindGivenName: Bool) -> String {
        let isPlain = name.utf8.allSatisfy { $0 < 0x61 }
        guard isPlain || !name.contains(where: \.isLowercase) else { return name }
        let words = name.split(separator: " ").map { capitalized(String($0)) }
        guard isBehindGivenName else { return words.joined(separator: " ") }
        return words.enumerated().map { index, word in
            if word == "De", index < words.count - 1 { return "de" }
            return word.hasPrefix("D'") || word.hasPrefix("D’") ? "d" + word.dropFirst() : word
        }.joined(separator: " ")
    }

    private static func capitalized(_ name: String) -> String {
        var startsWord = true
        // Most names are written so, and to ask Unicode of each letter takes ten times as long.
        if name.utf8.allSatisfy({ (0x41...0x5A).contains($0) || $0 == 0x27 || $0 == 0x2D }) {
            return String(
                decoding: name.utf8.map { letter in
                    defer { startsWord = letter < 0x41 }
                    return startsWord || letter < 0x41 ? letter : letter | 0x20
                }, as: UTF8.self)
        }
        return name.reduce(into: "") { result, character in
            result += startsWord ? character.uppercased() : character.lowercased()
            startsWord = !character.isLetter
        }
    }
}

extension PersonName: CustomStringConvertible {
    package var description: String { "[name]" }
}
