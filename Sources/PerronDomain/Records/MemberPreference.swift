/// How the holder of a file wants to be written to.
package struct MemberPreference: Sendable, Equatable {
    /// Nil for the language in which something was asked for.
    package var language: Language?
    /// Letters in larger characters.
    package var isLargePrint: Bool

    package init(language: Language? = nil, isLargePrint: Bool = false) {
        self.language = language
        self.isLargePrint = isLargePrint
    }
}
