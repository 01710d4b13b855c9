/// A value that no log, error, `dump` or string interpolation may show. Adopting it is enough; nothing is left to write.
package protocol Redacted: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable, Sendable {}

extension Redacted {
    package var description: String { "[redacted]" }
    package var debugDescription: String { "[redacted]" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
