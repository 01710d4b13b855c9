import CIDN2

/// Names of domains beyond ASCII, as the DNS has them and as people write them: IDNA 2008 (RFC 5891) after the mapping of Unicode TR46.
///
/// libidn2 is the one library of another's that the domain calls: tables of Unicode and pure functions over them, without a clock, a file
/// or a locale.
enum InternationalDomain {
    private static let flags = CInt(IDN2_NFC_INPUT.rawValue | IDN2_NONTRANSITIONAL.rawValue)

    /// `xn--bcher-kva.example` for `Bücher.example`; nil for what can't be a name.
    static func ascii(_ name: Substring) -> String? {
        // A C text would end at a zero.
        guard name.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7F }) else { return nil }
        return taken { idn2_to_ascii_8z(String(name), $0, flags) }
    }

    /// `bücher.example` for `xn--bcher-kva.example`; nil for what nobody would write so.
    static func written(_ name: Substring) -> String? {
        guard let written = taken({ idn2_to_unicode_8z8z(String(name), $0, flags) }), let back = ascii(written[...]), back == name else {
            return nil
        }
        return written
    }

    private static func taken(_ convert: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> CInt) -> String? {
        var made: UnsafeMutablePointer<CChar>?
        let code = convert(&made)
        defer { idn2_free(made) }
        guard code == IDN2_OK.rawValue, let made else { return nil }
        return String(cString: made)
    }
}
