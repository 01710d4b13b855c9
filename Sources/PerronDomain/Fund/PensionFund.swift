/// The fund that opens its door: what pages, mails and letters say of it. Comes from the settings.
package struct PensionFund: Sendable, Equatable {
    package let name: String
    package let shortName: String
    /// Scheme and host, no slash at the end; every link is built from it alone.
    package let publicURL: String
    package let postalAddress: [String]
    package let telephone: String
    /// By language; French where a language has none of its own.
    private let hours: [Language: String]
    package let emailSender: EmailAddress

    package init(
        name: String, shortName: String, publicURL: String, postalAddress: [String], telephone: String, openingHours: String,
        openingHoursInEnglish: String = "", emailSender: EmailAddress
    ) {
        self.name = name
        self.shortName = shortName
        self.publicURL = publicURL
        self.postalAddress = postalAddress
        self.telephone = telephone
        hours = [.french: openingHours, .english: openingHoursInEnglish]
        self.emailSender = emailSender
    }

    /// When somebody answers, in words, and in which language these are; empty where the fund says nothing.
    package func openingHours(in language: Language) -> (text: String, language: Language) {
        if let own = hours[language], !own.isEmpty { return (own, language) }
        return (hours[.french] ?? "", .french)
    }

    /// The host that people see in their address bar, port included where there is one.
    package var domain: String {
        String(publicURL.split(separator: "/", omittingEmptySubsequences: true).last ?? "")
    }
}
