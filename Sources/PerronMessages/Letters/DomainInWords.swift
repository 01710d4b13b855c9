import PerronDomain

/// A domain as one says it: « espace point carso point example ».
struct DomainInWords {
    private let words: Words

    init(_ words: Words) {
        self.words = words
    }

    func spell(_ domain: String) -> String {
        var spoken: [String] = []
        var label = ""
        for character in domain {
            guard let sign = sign(character) else {
                label.append(character)
                continue
            }
            spoken += [label, sign]
            label = ""
        }
        return (spoken + [label]).filter { !$0.isEmpty }.joined(separator: " ")
    }

    private func sign(_ character: Character) -> String? {
        switch character {
        case ".": words("letter.domain.dot")
        case "-": words("letter.domain.hyphen")
        case ":": words("letter.domain.colon")
        default: nil
        }
    }
}
