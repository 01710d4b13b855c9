@_spi(_Unicode) import Swift

/// A password as somebody typed it, at sign-in or when choosing one; any length, so that it can be judged.
///
/// The text is kept exactly: nothing is trimmed, cut or folded (ASVS 5.0 6.2.8). It is hashed in the form of RFC 8265's OpaqueString
/// profile (§4.2): Unicode NFC, and every kind of space as U+0020, so that « é » from one keyboard equals « é » from another.
package struct CandidatePassword: Redacted {
    package let text: String

    package init(_ typed: String) {
        text = typed
    }

    /// Characters, counted as Unicode scalars once normalised (ASVS 5.0 6.2.1, NIST SP 800-63B-4 §3.1.1.2).
    package var length: Int { normalized.unicodeScalars.count }

    /// What is hashed and judged.
    var normalized: String {
        var scalars = String.UnicodeScalarView()
        for scalar in text._nfc {
            scalars.append(scalar.properties.generalCategory == .spaceSeparator ? " " : scalar)
        }
        return String(scalars)
    }
}
