import PerronDomain
import PerronMessages
import PerronWorkflows

/// One letter of each kind and language, with the fund's own head: what a start tries, so that a name or an address too long for the page
/// is told then, and not by every letter of a batch.
package struct SpecimenLetters: Sendable {
    private let fund: PensionFund

    package init(fund: PensionFund) {
        self.fund = fund
    }

    /// - Throws: `SpecimenError` for the first that can't be printed.
    package func assurePrintable(by press: LetterPress) throws(SpecimenError) {
        for language in Language.allCases {
            let letters = letters(in: language)
            if let fault = press.faults(in: letters).min(by: { $0.key < $1.key }) {
                throw SpecimenError(language: language, reason: fault.value)
            }
        }
    }

    private func letters(in language: Language) -> [LetterContent] {
        let day = CalendarDay(year: 2026, month: 12, day: 30)!
        let head = LetterHead(
            fund: fund,
            recipient: LetterHead.Recipient(
                name: PersonName(civility: .madam, familyName: "MOREAU", birthName: "MOREAU", givenNames: "CAMILLE"),
                address: SpecimenLetters.address, isRepresented: false),
            fileNumber: SpecimenLetters.number, number: LetterNumber(ofLetter: "WWWWWWWWWW"), language: language, postingDay: day)
        return [
            .provisionalPassword(ProvisionalPasswordLetter(head: head, code: ProvisionalPassword(canonical: "K7QFM2XD9RTC"), lastDay: day)),
            .passwordOpened(PasswordOpenedLetter(head: head, openedOn: day)),
            .test(PostalTestLetter(head: head)),
        ]
    }

    /// Of nobody; both are written here, and right.
    private static let number = FileNumber(exactly: "2614073".utf8)!
    private static let address = try! PostalAddress(
        lines: ["MME CAMILLE MOREAU", "", "", "12 RUE DES ERABLES", "", "87000 LIMOGES"], country: "FR")
}

/// Why the fund's letters can't be printed.
package struct SpecimenError: LoggableError, Equatable {
    package let language: Language
    package let reason: LetterError

    package var description: String {
        let what = "the fund's letter (\(language.rawValue)) can't be printed: "
        return switch reason {
        case .overflow: what + "fund.name, fund.postal_address or fund.opening_hours is too long for the page"
        case .linkUnprintable: what + "server.public_url is too long for a QR code, or not all ASCII"
        case .unprintable: what + "letters.fonts lacks a character of fund.name, fund.postal_address, fund.telephone or fund.opening_hours"
        case .addressTooLarge, .fontUnreadable, .drawing: what + "\(reason)"
        }
    }
}
