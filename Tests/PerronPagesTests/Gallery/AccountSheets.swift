import PerronDomain
import PerronMember
import PerronPages

extension Stand {
    var accounts: [Gallery.Sheet] { signIn + password + tooLate + space }

    private var signIn: [Gallery.Sheet] {
        [
            .init(name: "sign-in", page: SignInPage(frame: frame(.signIn))),
            .init(
                name: "sign-in-wrong",
                page: SignInPage(
                    frame: frame(.signIn), number: "261 40 73", errors: [FieldError(.password, words("account.error.signIn.wrong"))])),
            .init(
                name: "sign-in-robot",
                page: SignInPage(
                    frame: frame(.signIn), number: "2614073", robot: robot,
                    errors: [FieldError(.robot, words("account.error.signIn.robot"))])),
            .init(name: "sign-in-signed-out", page: SignInPage(frame: frame(.signIn), arrival: .signedOut)),
            .init(
                name: "sign-in-paused", page: SignInPage(frame: frame(.signIn), arrival: .paused(until: words.day(day("2026-11-26"))))),
        ]
    }

    private var password: [Gallery.Sheet] {
        let wrongDate = words("account.error.birth.wrong", ["left": "3"])
        return [
            .init(
                name: "choose",
                page: ChoosePasswordPage(
                    frame: frame(.choosePassword, .choosing), code: "a-signed-id", number: number("1047382"), birthDate: .init(), email: "")
            ),
            .init(
                name: "choose-errors",
                page: ChoosePasswordPage(
                    frame: frame(.choosePassword, .choosing), code: "a-signed-id", number: number("1047382"),
                    birthDate: .init(day: "2", month: "11", year: "1914"), email: "henri@exemple.fr",
                    hasDroppedPassword: true, errors: [FieldError(.birthDay, wrongDate)])),
            .init(
                name: "choose-no-email",
                page: ChoosePasswordPage(
                    frame: frame(.choosePassword, .choosing), code: "a-signed-id", number: number("2614073"), birthDate: .init(),
                    email: nil,
                    errors: [FieldError(.password, words("account.error.password.short", ["found": "8"]))])),
            .init(
                name: "confirm-email",
                page: ConfirmEmailPage(
                    frame: frame(.confirmEmail, camille), email: EmailAddress("camille@exemple.fr")!, typed: "K7QF",
                    errors: [FieldError(.emailCode, words("account.error.emailCode.wrong"))])),
            .init(
                name: "confirm-email-too-soon",
                page: ConfirmEmailPage(
                    frame: frame(.confirmEmail, camille), email: EmailAddress("camille@exemple.fr")!, note: .tooSoon(minutes: 2))),
            .init(name: "give-email", page: GiveEmailPage(frame: frame(.giveEmail, camille), corrects: false)),
            .init(
                name: "give-email-errors",
                page: GiveEmailPage(
                    frame: frame(.giveEmail, camille), email: "camille @exemple.fr", corrects: true,
                    errors: [FieldError(.email, words("account.error.email.space"))])),
            .init(
                name: "nothing-saved-other-file",
                page: NothingSavedPage(frame: frame(.choosePassword, .choosing), reason: .otherFile(number("1520946")))),
            .init(
                name: "nothing-saved-already-chosen",
                page: NothingSavedPage(frame: frame(.choosePassword, camille), reason: .alreadyChosen(minutes: 14 * 60 + 33))),
            .init(
                name: "nothing-saved-other-file-shown",
                page: NothingSavedPage(frame: frame(.changePassword, camille), reason: .otherFileShown(number("1520946")))),
            .init(name: "nothing-saved-signed-in", page: NothingSavedPage(frame: frame(.choosePassword, camille), reason: .signedIn)),
            .init(name: "change", page: ChangePasswordPage(frame: frame(.changePassword, camille), number: number("2614073"))),
            .init(
                name: "change-errors",
                page: ChangePasswordPage(
                    frame: frame(.changePassword, camille), number: number("2614073"),
                    errors: [
                        FieldError(.currentPassword, words("account.error.password.currentWrong")),
                        FieldError(.password, words("account.error.password.guessable")),
                    ])),
        ]
    }

    private var tooLate: [Gallery.Sheet] {
        TooLatePage.Reason.allCases.map { reason in
            .init(name: "too-late-\(reason.rawValue)", page: TooLatePage(frame: frame(.choosePassword), reason: reason))
        } + [
            .init(
                name: "too-late-renewal",
                page: TooLatePage(frame: frame(.choosePassword), reason: .codeExpired, renewal: "a-signed-id"))
        ]
    }

    private var camille: Visitor { .member(name: "Camille Moreau", secondsLeft: 1800) }

    private var space: [Gallery.Sheet] {
        [
            .init(
                name: "space",
                page: MemberSpacePage(
                    frame: frame(.memberSpace, camille),
                    space: MemberSpace(
                        record: record("2614073", .contributing, "MOREAU", "Camille", email: "camille.moreau@exemple.fr"),
                        email: EmailAddress("camille.moreau@exemple.fr"), signIns: signIns, passwordChosenOn: day("2026-03-04")))),
            .init(
                name: "space-opened",
                page: MemberSpacePage(
                    frame: frame(.memberSpace, .member(name: "Henri Lefèvre", secondsLeft: 1800)),
                    space: MemberSpace(
                        record: record("1047382", .retired, "LEFÈVRE", "Henri", email: nil), email: nil,
                        pendingEmail: EmailAddress("henri@exemple.fr"), signIns: [], passwordChosenOn: day("2026-11-23"),
                        news: .opened(asksConfirmation: true)))),
            .init(
                name: "space-two-files",
                page: MemberSpacePage(
                    frame: frame(.memberSpace, .member(name: "Odile Garnier", secondsLeft: 1800)),
                    space: MemberSpace(
                        record: record("327604158", .survivorPension, "GARNIER", "Odile", email: nil, linked: "1520946"),
                        email: EmailAddress("odile.garnier@exemple.fr"), emailUsableFrom: day("2026-12-02"), signIns: signIns,
                        passwordChosenOn: day("2026-11-23"),
                        news: .passwordChanged))),
        ]
    }

    private var signIns: [MemberSpace.SignIn] {
        [
            .init(day: day("2026-11-23"), minutes: 14 * 60 + 32, means: .password, isThisOne: true),
            .init(day: day("2026-11-02"), minutes: 9 * 60 + 5, means: .password, isThisOne: false),
            .init(day: day("2026-10-17"), minutes: 20 * 60, means: .provisional, isThisOne: false),
        ]
    }

    func record(
        _ digits: String, _ situation: Situation, _ family: String, _ given: String, email: String?, linked: String? = nil
    ) -> PensionRecord {
        PensionRecord(
            id: Identifier(stored: digits), number: number(digits), situation: situation,
            name: PersonName(civility: nil, familyName: family, birthName: family, givenNames: given), birthDate: nil,
            address: try? PostalAddress(lines: ["MME \(family)", "", "", "8 RUE DES LILAS", "", "87000 LIMOGES"], country: "FR"),
            registryEmail: email.flatMap(EmailAddress.init), linkedNumber: linked.map(number))
    }
}
