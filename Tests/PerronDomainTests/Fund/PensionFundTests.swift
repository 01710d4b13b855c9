import PerronDomain
import Testing

struct PensionFundTests {
    @Test func `opening hours that a language has not got are given in French, and said to be`() {
        let both = Self.fund(english: "Monday to Friday")
        let one = Self.fund(english: "")

        #expect(both.openingHours(in: .english) == ("Monday to Friday", .english))
        #expect(one.openingHours(in: .english) == ("du lundi au vendredi", .french))
        #expect(one.openingHours(in: .french) == ("du lundi au vendredi", .french))
    }

    @Test(arguments: [
        ("de 9 h à 17 h", "de 9_h à 17_h"), ("de 9 h 30 à 17 h 5", "de 9_h_30 à 17_h 5"), ("9 h, 14 h.", "9_h, 14_h."),
        ("9 heures", "9 heures"),
        ("", ""),
    ])
    func `an hour isn't broken over two lines`(hours: String, unbroken: String) {
        let fund = Self.fund(hours: hours, english: "")

        #expect(fund.unbrokenOpeningHours(in: .english) == (unbroken.replacing("_", with: "\u{00A0}"), .french))
    }

    private static func fund(hours: String = "du lundi au vendredi", english: String) -> PensionFund {
        PensionFund(
            name: "Caisse", shortName: "CARSO", publicURL: "https://carso.example", postalAddress: [], telephone: "",
            openingHours: hours, openingHoursInEnglish: english, emailSender: EmailAddress("espace@carso.example")!)
    }
}
