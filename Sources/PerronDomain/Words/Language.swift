/// The languages in which Perron speaks to members; French first.
package enum Language: String, Sendable, CaseIterable {
    case french = "fr"
    case english = "en"

    /// From an `Accept-Language` header (RFC 9110 12.5.4): English only for a reader who names it and names no French.
    package init(acceptLanguage header: String) {
        let tags = header.split(separator: ",").map { $0.drop { $0 == " " }.prefix(2).lowercased() }
        self = tags.contains("en") && !tags.contains("fr") ? .english : .french
    }
}
