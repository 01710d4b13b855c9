import Foundation
import PerronDomain
import PerronMessages

/// The fund and the people of the tests, as mail and letters see them.
enum Examples {
    static let fund = PensionFund(
        name: "Caisse de retraite des métiers du soin", shortName: "CARSO", publicURL: "https://espace.carso.example",
        postalAddress: ["12 rue des Érables", "87000 Limoges"], telephone: "05 00 00 00 00",
        openingHours: "Du lundi au vendredi, de 9 h à 17 h", emailSender: EmailAddress("ne-pas-repondre@carso.example")!)

    static let code = ProvisionalPassword(canonical: "K7QFM2XD9RTC")
    static let postingDay = CalendarDay(iso: "2026-11-27")!
    static let lastDay = CalendarDay(iso: "2026-12-18")!
    /// Friday 27 November 2026, 14:05 in Paris.
    static let now = Instant(seconds: 1_795_784_700)
    static let civilTime = CivilTime(timeZone: TimeZone(identifier: "Europe/Paris")!)

    static func lexicon() throws -> Lexicon {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return try Lexicon(directory: root.appendingPathComponent("Resources/words").path)
    }

    static func press() throws -> LetterPress {
        try LetterPress(fonts: .andika(), lexicon: try lexicon())
    }

    static func head(_ person: LetterHead.Recipient, number: String = "1047382", language: Language = .french, isLarge: Bool = false) throws
        -> LetterHead
    {
        LetterHead(
            fund: fund, recipient: person, fileNumber: try FileNumber(number), number: LetterNumber(ofLetter: "4WTD07M9ZR"),
            language: language, isLarge: isLarge, postingDay: postingDay)
    }

    static func henri() throws -> LetterHead.Recipient {
        try recipient("Henri", "LEFÈVRE", ["M Henri LEFÈVRE", "", "", "8 RUE DES ACACIAS", "", "33000 BORDEAUX"])
    }

    /// A minor, with all six lines in use.
    static func lina() throws -> LetterHead.Recipient {
        let lines = [
            "MME Lina BERNARD", "CHEZ MME CLAIRE BERNARD", "RESIDENCE DES TROIS FONTAINES BAT C12",
            "1234 BIS AVENUE DU GENERAL DE GAULLE X",
            "LIEU DIT LE GRAND MOULIN DE LA RIVIERE", "97400 SAINT DENIS DE LA REUNION CEDEX",
        ]
        return try recipient("Lina", "BERNARD", lines, isRepresented: true)
    }

    /// The widest address there can be, and a name that takes a line more.
    static func widest() throws -> LetterHead.Recipient {
        let wide = String(repeating: "W", count: PostalAddress.lineLength)
        return try recipient("Wilhelmine", "WWWWWWWW-WWWWWWWWWW", Array(repeating: wide, count: 6), isRepresented: true)
    }

    static func recipient(
        _ givenNames: String, _ familyName: String, _ lines: [String], isRepresented: Bool = false
    ) throws -> LetterHead.Recipient {
        LetterHead.Recipient(
            name: PersonName(civility: nil, familyName: familyName, birthName: familyName, givenNames: givenNames),
            address: try PostalAddress(lines: lines, country: "FR"), isRepresented: isRepresented)
    }

    static func passwordLetter(_ head: LetterHead, code: ProvisionalPassword = code) -> LetterContent {
        .provisionalPassword(ProvisionalPasswordLetter(head: head, code: code, lastDay: lastDay))
    }

    static func openedLetter(_ head: LetterHead) -> LetterContent {
        .passwordOpened(PasswordOpenedLetter(head: head, openedOn: CalendarDay(iso: "2026-11-24")!))
    }

    static func testLetter(_ head: LetterHead) -> LetterContent {
        .test(PostalTestLetter(head: head))
    }

    static func reader(isRepresented: Bool = false) throws -> EmailReader {
        EmailReader(
            name: PersonName(civility: .madam, familyName: "DA COSTA", birthName: "PRÉVÔT", givenNames: "Sofia"),
            fileNumber: try FileNumber("304518267"), isRepresented: isRepresented)
    }

    static func everyEmail(_ reader: EmailReader) -> [EmailContent] {
        [
            .provisionalPassword(ProvisionalPasswordEmail(reader: reader, code: code, expiresAt: now.adding(.hours(24)))),
            .passwordChanged(PasswordChangedEmail(reader: reader, changedAt: now)),
            .wrongBirthDate(WrongBirthDateEmail(reader: reader, voidedAt: now, attempts: 5)),
            .emailConfirmation(EmailConfirmationEmail(reader: reader, code: code, expiresAt: now.adding(.hours(1)))),
            .emailReplaced(EmailReplacedEmail(reader: reader, replacedAt: now, usableFrom: now.adding(.days(7)))),
            .letterReturned(LetterReturnedEmail(reader: reader, returnedAt: now)),
            .codeExpires(CodeExpiresEmail(reader: reader, postedOn: postingDay, lastDay: lastDay)),
        ]
    }

    static func write(
        _ content: EmailContent, to address: EmailAddress = EmailAddress("sofia.dacosta@exemple.fr")!, in language: Language = .french,
        fund: PensionFund = fund
    ) throws -> EmailMessage {
        let stamp = EmailStamp(messageID: MessageID(unique: "01JDQ7", sender: fund.emailSender)!, date: now)
        return try EmailWriter(fund: fund, lexicon: try lexicon(), civilTime: civilTime)
            .write(content, to: address, in: language, stamp: stamp)
    }
}
