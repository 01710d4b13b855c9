/// A provisional password in the clear: twelve Crockford characters, 60 bits (CNIL 2022-100 case 2 asks 50), shown `K7QF-M2XD-9RTC`.
/// It opens « choose your password » and nothing else. It lives in memory only, while a message is made or a form is read.
package struct ProvisionalPassword: Sendable {
    package static let length = 12

    package let canonical: String

    package init(canonical: String) {
        self.canonical = canonical
    }

    /// Forgives case, spaces, dashes, O for 0, I and L for 1. Nil for what can't be one.
    package init?(typed: String) {
        guard typed.utf8.count <= 64, let canonical = Crockford.canonical(typed), canonical.count == ProvisionalPassword.length else {
            return nil
        }
        self.canonical = canonical
    }

    package var groups: [String] {
        stride(from: 0, to: canonical.count, by: 4).map { String(canonical.dropFirst($0).prefix(4)) }
    }

    package var shown: String { groups.joined(separator: "-") }
}

extension ProvisionalPassword: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "[redacted]" }
    package var debugDescription: String { "[redacted]" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
