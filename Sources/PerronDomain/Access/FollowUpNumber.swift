/// What everyone is given at « Valider votre choix »: ten random Crockford characters, 50 bits, shown `K7QFM-2XD9R`.
/// It opens only what that page already said, so it is no secret, but nobody can guess another's.
package struct FollowUpNumber: Hashable, Sendable {
    package static let length = 10

    package let canonical: String

    package init(canonical: String) {
        self.canonical = canonical
    }

    /// Forgives case, spaces, dashes, O for 0, I and L for 1. Nil for what can't be one.
    package init?(typed: String) {
        guard typed.utf8.count <= 64, let canonical = Crockford.canonical(typed), canonical.count == FollowUpNumber.length else {
            return nil
        }
        self.canonical = canonical
    }

    /// Two groups of five, to be read aloud.
    package var groups: [String] { [String(canonical.prefix(5)), String(canonical.suffix(5))] }

    package var shown: String { groups.joined(separator: "-") }
}

extension FollowUpNumber: CustomStringConvertible {
    package var description: String { shown }
}
