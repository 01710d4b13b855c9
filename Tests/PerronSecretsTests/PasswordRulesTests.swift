import FoundationEssentials
import PerronDomain
import PerronSecrets
import Testing

struct PasswordRulesTests {
    private let rules = PasswordRules(common: PasswordRulesTests.common)

    /// The file that ships.
    private static let common: CommonPasswords = {
        let file = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined() + "/Resources/passwords/common.txt"
        return CommonPasswords(text: String(decoding: FileManager.default.contents(atPath: file)!, as: UTF8.self))
    }()

    private static let fund = PensionFund(
        name: "Caisse de retraite des métiers du soin", shortName: "CARSO", publicURL: "https://espace.carso.example",
        postalAddress: [], telephone: "", openingHours: "", emailSender: EmailAddress("ne-pas-repondre@carso.example")!)

    private static let camille = PersonalWords(
        numbers: [try! FileNumber("2614073")],
        names: [PersonName(civility: .madam, familyName: "MOREAU", birthName: "MOREAU", givenNames: "Camille")],
        birthDate: CalendarDay(year: 1988, month: 3, day: 14), fund: fund)

    private static let sofia = PersonalWords(
        numbers: [try! FileNumber("304518267")],
        names: [PersonName(civility: .madam, familyName: "DA COSTA", birthName: "LEFÈVRE", givenNames: "Sofia Inès")],
        birthDate: CalendarDay(year: 1957, month: 6, day: 23), fund: fund)

    private func judge(_ text: String, _ personal: PersonalWords = PasswordRulesTests.camille) -> PasswordVerdict {
        rules.judge(CandidatePassword(text), personal: personal)
    }

    @Test(arguments: [
        "cerise tournevis Limoges bleu", "papillon lent sur le quai", "Kx7!pW2q$Zr9", "correct horse battery", "8492048571937264",
        "le chat de Camille dort au grenier", "été à la plage verte", "бабушка любит кашу", "jardin🍒vélo tomate", "  deux espaces  devant",
    ])
    func `what nobody would guess is good, whatever it is made of`(text: String) {
        #expect(judge(text).isGood)
        #expect(judge(text).score >= 3)
    }

    @Test(arguments: [("", 12), ("a", 11), ("azerty", 6), ("cerisierbla", 1), ("\u{E9}t\u{E9}", 9), ("e\u{301}te\u{301}", 9), ("👩🏽‍⚕️", 7)])
    func `a short one says how many characters are missing`(text: String, missing: Int) {
        #expect(judge(text) == .tooShort(missing: missing))
    }

    @Test func `128 characters are taken and 129 are not`() {
        let words =
            "cerise tournevis Limoges bleu papillon quai lent grenier tomate vélo parapluie nuage tambour écureuil marmite boussole fenouil b"

        #expect(CandidatePassword(words).length == 128)
        #expect(judge(words).isGood)
        #expect(judge(words + "x") == .tooLong)
        #expect(judge(String(repeating: "x", count: 100_000)) == .tooLong)
    }

    @Test(arguments: [
        "motdepasse2024", "Mot de passe !", "m0t-d3-p@ss3", "MOTDEPASSE!!", "motdepassemotdepasse", "azertyuiop12", "AzertyUiop!!",
        "Marseille13013",
        "123soleil1234", "Soleil!2024!", "jetaime jetaime", "Catherine1954", "Jean-Pierre 54", "123456789012", "0123456789 !",
        "passw0rd1234",
        "aqwzsxedcrfv12", "Liberté1234!", "bienvenue2026", "papamaman1988", "monmotdepasse",
    ])
    func `a common one is refused, with digits, accents and marks or without`(text: String) {
        #expect(judge(text) == .common)
    }

    @Test(arguments: [
        ("camille2614073", PersonalWords.Kind.fileNumber), ("261 40 73 261 40 73", .fileNumber), ("n°2614073 ok!", .fileNumber),
        ("Camille Moreau", .name), ("M0reau-C4mille", .name), ("moreaumoreau!", .name), ("CamilleMoreau87", .name),
        ("14/03/1988 ...", .birthDate), ("1988-03-14-88", .birthDate), ("14 mars 1988 !", .birthDate), ("19880314 0388", .birthDate),
        ("carsocarso2026", .fund), ("Caisse de retraite", .fund), ("espace.carso", .fund),
    ])
    func `one made of what others know is refused, and says of what`(text: String, kind: PersonalWords.Kind) {
        // Some are short of twelve once read aloud; padded with spaces, which count but hide nothing.
        #expect(judge(text.count < 12 ? text + "  " : text) == .personal(kind))
    }

    @Test(arguments: [
        ("DaCosta304518267", PersonalWords.Kind.fileNumber), ("da costa sofia", .name), ("Lefevre-Sofia", .name), ("LEFÈVRE inès 1", .name),
        ("23061957sofia", .birthDate), ("juin1957juin23", .birthDate),
    ])
    func `names with several words and accents are known in every spelling`(text: String, kind: PersonalWords.Kind) {
        #expect(judge(text, PasswordRulesTests.sofia) == .personal(kind))
    }

    @Test func `what is personal to one is nothing to another`() {
        #expect(judge("304518267 Da Costa tambour").isGood)
        #expect(judge("23 juin et un parapluie", PasswordRulesTests.camille).isGood)
    }

    @Test(arguments: ["aaaaaaaaaaaaaa", "abababababab", "Soleil!20242024", "soleilmarseille", "0612345678901234", "qsdfqsdfqsdf"])
    func `what a program would guess soon is weak`(text: String) {
        guard case .weak(let score) = judge(text) else {
            Issue.record("\(text) is \(judge(text))")
            return
        }
        #expect(score < 3)
    }

    @Test func `digits alone need sixteen`() {
        #expect(judge("849204857193") == .onlyDigits(missing: 4))
        #expect(judge("849 204 857 193 5") == .onlyDigits(missing: 3))
        #expect(judge("8492048571937264").isGood)
    }

    @Test func `a password is judged in any number of tasks at once with one result`() async {
        let texts = ["cerise tournevis Limoges bleu", "soleilmarseille", "Kx7!pW2q$Zr9", "aaaaaaaaaaaaaa"]
        let expected = texts.map { judge($0) }

        let verdicts = await withTaskGroup(of: [PasswordVerdict].self) { group in
            for _ in 0..<50 { group.addTask { texts.map { judge($0) } } }
            return await group.reduce(into: []) { $0.append($1) }
        }

        #expect(verdicts.allSatisfy { $0 == expected })
    }

    @Test func `the strength steps are zxcvbn's`() {
        let known = ["cerise"]

        #expect(PasswordStrength.measure(CandidatePassword(""), known: []).score == 0)
        #expect(PasswordStrength.measure(CandidatePassword("cerise"), known: known).score == 0)
        #expect(PasswordStrength.measure(CandidatePassword("Kx7!pW2q$Zr9"), known: known).score == 4)
        #expect(PasswordStrength.measure(CandidatePassword("nul\u{0}octet long et secret"), known: []).score == 4)
    }

    @Test func `personal words show nothing of themselves`() {
        #expect(everythingShown(of: PasswordRulesTests.camille).contains("[redacted]"))
        #expect(!everythingShown(of: PasswordRulesTests.camille).lowercased().contains("moreau"))
    }
}
