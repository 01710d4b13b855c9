/// The fund that opens its door: what pages, mails and letters say of it. Comes from the settings.
package struct PensionFund: Sendable, Equatable {
    package let name: String
    package let shortName: String
    /// Scheme and host, no slash at the end; every link is built from it alone.
    package let publicURL: String
    package let postalAddress: [String]
    package let telephone: String
    /// The same, which no line breaks in two; every page shows it.
    package let unbrokenTelephone: String
    /// By language; French where a language has none of its own.
    private let hours: [Language: String]
    private let unbrokenHours: [Language: String]
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
        unbrokenTelephone = telephone.split(separator: " ").joined(separator: "\u{00A0}")
        hours = [.french: openingHours, .english: openingHoursInEnglish]
        unbrokenHours = hours.mapValues(\.withUnbrokenHours)
        self.emailSender = emailSender
    }

    /// When somebody answers, in words, and in which language these are; empty where the fund says nothing.
    package func openingHours(in language: Language) -> (text: String, language: Language) {
        if let own = hours[language], !own.isEmpty { return (own, language) }
        return (hours[.french] ?? "", .french)
    }

    /// The same, without a break within « 9 h 30 ».
    package func unbrokenOpeningHours(in language: Language) -> (text: String, language: Language) {
        let spoken = openingHours(in: language).language
        return (unbrokenHours[spoken] ?? "", spoken)
    }

    /// The host that people see in their address bar, port included where there is one.
    package var domain: String {
        String(publicURL.split(separator: "/", omittingEmptySubsequences: true).last ?? "")
    }
}

extension String {
    /// « 9 h 30 » isn't broken over two lines.
    fileprivate var withUnbrokenHours: String {
        let words = split(separator: " ", omittingEmptySubsequences: false)
        var unbroken = String(words.first ?? "")
        for (before, word) in zip(words, words.dropFirst()) {
            let isHour = before.last?.isNumber == true && word.first == "h" && word.dropFirst().first?.isLetter != true
            let isMinutes = before == "h" && word.count >= 2 && word.prefix(2).allSatisfy(\.isNumber)
            unbroken += (isHour || isMinutes ? "\u{00A0}" : " ") + word
        }
        return unbroken
    }
}
