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

    private static func fund(english: String) -> PensionFund {
        PensionFund(
            name: "Caisse", shortName: "CARSO", publicURL: "https://carso.example", postalAddress: [], telephone: "",
            openingHours: "du lundi au vendredi", openingHoursInEnglish: english, emailSender: EmailAddress("espace@carso.example")!)
    }
}
