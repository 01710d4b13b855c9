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

    /// First given name and family name, « Camille Moreau »: capitals only where a name has them.
    package var greeting: String {
        let first = givenNames.split(separator: " ").first.map(String.init) ?? ""
        return [first, PersonName.capitalized(familyName)].filter { !$0.isEmpty }.joined(separator: " ")
    }

    private static func capitalized(_ name: String) -> String {
        var startsWord = true
        return name.reduce(into: "") { result, character in
            result += startsWord ? character.uppercased() : character.lowercased()
            startsWord = !character.isLetter
        }
    }
}

extension PersonName: CustomStringConvertible {
    package var description: String { "[name]" }
}
