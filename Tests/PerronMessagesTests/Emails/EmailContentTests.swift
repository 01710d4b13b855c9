import PerronDomain
import PerronMessages
import Testing

struct EmailContentTests {
    @Test(arguments: Language.allCases)
    func `the code stands in three groups in both parts, and never where a locked telephone shows it`(language: Language) throws {
        for index in [0, 3] {
            let message = try Examples.write(Examples.everyEmail(try Examples.reader())[index], in: language)

            let preview = try #require(message.body.html.text.firstMatch(of: /display:none[^>]*>([^<]*)</)).1

            #expect(message.body.text.contains("\n    K7QF-M2XD-9RTC\n"))
            #expect(message.body.html.text.contains(">K7QF-M2XD-9RTC<"))
            #expect(!message.subject.value.contains("K7QF") && !preview.contains("K7QF") && !preview.isEmpty)
        }
    }

    @Test func `a provisional password says who sends it, for which file, until when, and where to go`() throws {
        let content = Examples.everyEmail(try Examples.reader())[0]
        let message = try Examples.write(content)

        let link = "https://espace.carso.example/acces/code#n=304518267&c=K7QFM2XD9RTC"

        for part in [message.body.text.replacing("\n", with: " "), message.body.html.text] {
            let text = part.replacing("\u{00A0}", with: " ").replacing("\u{202F}", with: " ")
            #expect(text.contains("Expéditeur : Caisse de retraite des métiers du soin. Vous recevez ce message"))
            #expect(text.contains("Valable 24 heures, jusqu’au samedi 28 novembre 2026 à 14 h 05."))
            #expect(text.contains("Pour le dossier 304 518 267."))
            #expect(text.contains("« Espace personnel »") && text.contains("Vous n’avez rien demandé ?"))
        }
        #expect(message.body.text.contains("\n\(link)\n"))
        #expect(message.body.html.text.contains("href=\"\(link.replacing("&", with: "&amp;"))\""))
    }

    @Test func `a message that waited for its server promises only what is left`() throws {
        let email = ProvisionalPasswordEmail(
            reader: try Examples.reader(), code: Examples.code, expiresAt: Examples.now.adding(.hours(21)).adding(.minutes(4)))

        #expect(try Examples.write(.provisionalPassword(email), in: .english).body.text.contains("Valid for 21\u{00A0}hours"))
        let nearlyOver = ProvisionalPasswordEmail(
            reader: try Examples.reader(), code: Examples.code, expiresAt: Examples.now.adding(.minutes(70)))
        #expect(try Examples.write(.provisionalPassword(nearlyOver), in: .english).body.text.contains("Valid for 1\u{00A0}hour, until"))
    }

    @Test(arguments: Language.allCases, [false, true])
    func `every e-mail has its words, to holders and to representatives`(language: Language, isRepresented: Bool) throws {
        for content in Examples.everyEmail(try Examples.reader(isRepresented: isRepresented)) {
            let message = try Examples.write(content, in: language)

            for text in [
                message.subject.value, message.body.text,
                message.body.html.text.replacing(/<style>.*?<\/style>/.dotMatchesNewlines(), with: ""),
            ] {
                #expect(!text.contains("{") && !text.contains(/\bmail\.[a-z]/))
            }
            #expect(message.body.text.contains("Sofia Da Costa"))
        }
    }

    @Test func `notices name no full file number and hold no link but the site's`() throws {
        for index in [1, 2, 4] {
            let content = Examples.everyEmail(try Examples.reader())[index]
            let message = try Examples.write(content)

            #expect(!message.body.text.contains("304") && message.body.text.contains("267"))
            #expect(message.body.html.text.matches(of: /href="([^"]*)"/).map { String($0.1) } == ["https://espace.carso.example"])
        }
    }

    @Test func `a replaced address learns from when the other one serves and whom to call, but not which it is`() throws {
        let content = Examples.everyEmail(try Examples.reader())[4]
        let message = try Examples.write(content)

        let plain = message.body.text.replacing("\n", with: " ").replacing("\u{00A0}", with: " ")

        #expect(plain.contains("Le vendredi 27 novembre 2026 à 14 h 05"))
        #expect(plain.contains("à partir du vendredi 4 décembre 2026, pas avant"))
        #expect(plain.contains("Appelez-nous avant le vendredi 4 décembre 2026, au 05 00 00 00 00"))
        #expect(
            !message.body.text.contains("@")
                && !message.body.html.text.replacing(/<style>.*?<\/style>/.dotMatchesNewlines(), with: "").contains("@"))
    }

    @Test func `a name can't become markup`() throws {
        let name = PersonName(civility: nil, familyName: "<img src=x>", birthName: "", givenNames: "\"&")
        let reader = EmailReader(name: name, fileNumber: try FileNumber("1047382"), isRepresented: false)

        let html = try Examples.write(.passwordChanged(PasswordChangedEmail(reader: reader, changedAt: Examples.now))).body.html.text

        #expect(html.contains("&quot;&amp; &lt;img src=x&gt;"))
        #expect(!html.lowercased().contains("<img"))
    }

    @Test func `nothing that holds a code says it when it is logged`() throws {
        let email = ProvisionalPasswordEmail(reader: try Examples.reader(), code: Examples.code, expiresAt: Examples.now)
        let letter = Examples.passwordLetter(try Examples.head(try Examples.henri()))
        let link = AccessLink(fund: Examples.fund, number: try FileNumber("1047382"), code: Examples.code)
        let message = try Examples.write(.provisionalPassword(email))

        var dumped = ""
        dump(email, to: &dumped)
        dump(letter, to: &dumped)
        dump(link, to: &dumped)
        dump(message, to: &dumped)

        for text in [dumped, "\(email)", "\(letter)", "\(link)", "\(message)", String(reflecting: letter)] {
            #expect(!text.contains("K7QF") && !text.contains("1047382"))
        }
    }
}
