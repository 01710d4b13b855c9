import PerronDomain
import Testing

struct RegistryRowTests {
    @Test func `a right row becomes a record`() throws {
        var reader = try RegistryExamples.reader()

        let record = try #require(reader.read(RegistryExamples.line()).record)

        #expect(record.number.digits == "2614073")
        #expect(record.situation == .contributing)
        #expect(record.name == PersonName(civility: .madam, familyName: "MOREAU", birthName: "MOREAU", givenNames: "Camille"))
        #expect(record.birthDate == CalendarDay(year: 1988, month: 3, day: 14))
        #expect(record.address?.printed == ["MME Camille MOREAU", "APPARTEMENT 12", "8 RUE DES TILLEULS", "87000 LIMOGES"])
        #expect(record.email?.value == "camille.moreau@exemple.fr")
        #expect(record.telephone == "06 39 98 00 01")
        #expect(record.lastSeenOnFormerSite == CalendarDay(year: 2024, month: 5, day: 3))
        #expect(record.diedOn == nil)
        #expect(record.linkedNumber == nil)
        #expect(record.representative == nil)
    }

    @Test(
        arguments: [
            (.number, "261 4073", "numero_dossier spaced"), (.number, " 2614073", "numero_dossier spaced"),
            (.number, "2614073\u{A0}", "numero_dossier spaced"), (.number, "261407", "numero_dossier short"),
            (.number, "26140731", "numero_dossier short"), (.number, "2614073182", "numero_dossier long"),
            (.number, "26I4073", "numero_dossier strange"), (.number, "２６１４０７３", "numero_dossier strange"),
            (.number, "", "numero_dossier empty"), (.category, "AYANT_DROIT", "categorie contradiction"),
            (.category, "affilie", "categorie category"),
            (.category, "", "categorie category"), (.situation, "REVERSION", "situation contradiction"),
            (.situation, "EN_COURS", "situation situation"), (.situation, "", "situation situation"),
            (.civility, "MLLE", "civilite civility"),
            (.familyName, "  ", "nom empty"), (.birthDate, "31/02/1961", "date_naissance nodate"),
            (.birthDate, "1961-02-03", "date_naissance nodate"), (.birthDate, "3/2/1961", "date_naissance nodate"),
            (.birthDate, "29/02/1900", "date_naissance nodate"), (.lastSeen, "00/01/2020", "derniere_connexion nodate"),
            (.diedOn, "12/13/2025", "date_deces nodate"), (.address1, "MADAME CAMILLE MARIE-ANTOINETTE DE MOREAU", "adresse_1 longline"),
            (.address4, "8 RUE DE L'ANCIENNE GARE DES MARCHANDISES", "adresse_4 longline"), (.country, "FRA", "pays country"),
            (.country, "", "pays country"), (.country, "F1", "pays country"), (.email, "jean.dupont.exemple.fr", "courriel mail"),
            (.email, "a@b@exemple.fr", "courriel mail"), (.email, "é..a@exemple.fr", "courriel mail"),
            (.email, "a..b@exemple.fr", "courriel mail"),
            (.email, "a@exemple", "courriel mail"), (.linkedNumber, "12345678", "dossier_lie link"),
            (.representative, "NOTAIRE", "representant representative"), (.familyName, "MO\0REAU", "nom nul"),
            (.number, "\u{0}", "numero_dossier nul"),
            (.email, "a@exemple.fr\u{1B}", "courriel control"), (.address2, "BAT\rB", "adresse_2 control"),
        ] as [(RegistryColumn, String, String)])
    func `a wrong field is told by its column, and nothing else is`(column: RegistryColumn, value: String, told: String) throws {
        var reader = try RegistryExamples.reader()

        #expect(reader.read(RegistryExamples.line([column: value])).told == [told])
    }

    @Test(
        arguments: [
            (.birthDate, ""), (.email, ""), (.telephone, "0033 (0)6/39.98"), (.civility, ""), (.civility, "M "),
            (.address4, "8 rue de l'Église"),
            (.address6, "97410 SAINT-PIERRE"), (.email, "Camille.Moreau@EXEMPLE.fr"), (.birthDate, "29/02/2000"),
            (.address4, "12345 RUE DE L'ANCIENNE GARE ÉÉÉÉÉÉÉÉ"), (.address2, " Bâtiment  B "), (.linkedNumber, "304518267"),
        ] as [(RegistryColumn, String)])
    func `what is merely unusual is taken`(column: RegistryColumn, value: String) throws {
        var reader = try RegistryExamples.reader()

        #expect(reader.read(RegistryExamples.line([column: value])).told.isEmpty)
    }

    @Test func `a row without any address line has no address`() throws {
        var reader = try RegistryExamples.reader()
        let none: [RegistryColumn: String] = [.address1: "", .address2: "", .address4: " ", .address6: "", .country: ""]

        let record = try #require(reader.read(RegistryExamples.line(none)).record)

        #expect(record.address == nil)
    }

    @Test func `several faults of one row are all told`() throws {
        var reader = try RegistryExamples.reader()

        let told = reader.read(RegistryExamples.line([.number: "12", .email: "x", .diedOn: "32/01/2020"])).told

        #expect(told == ["numero_dossier short", "courriel mail", "date_deces nodate"])
    }

    @Test func `too few and too many fields, and a stray quotation mark, are faults of the line`() throws {
        var reader = try RegistryExamples.reader()
        let line = RegistryExamples.line()

        #expect(
            reader.read(line.split(separator: ";", omittingEmptySubsequences: false).prefix(14).joined(separator: ";")).told == [" missing"]
        )
        #expect(reader.read(line + ";").told == [" extra"])
        let stray = reader.read(line.replacing(";", with: ";\"", maxReplacements: 1))
        #expect(stray.told == [" quote"])
        #expect(stray.refusedNumber?.digits == "2614073")
    }

    @Test func `a spaced number is understood, so that its file doesn't count as vanished`() throws {
        var reader = try RegistryExamples.reader()

        #expect(reader.read(RegistryExamples.line([.number: "261 4073"])).refusedNumber?.digits == "2614073")
        #expect(reader.read(RegistryExamples.line([.number: "26140"])).refusedNumber == nil)
    }

    @Test func `a line of Windows-1252 says the same as one of UTF-8`() throws {
        var utf8 = try RegistryExamples.reader()
        var windows = try RegistryExamples.reader(encoding: .windows1252)
        let line = RegistryExamples.line([.familyName: "LŒUIL-LEFÈVRE", .address4: "1 PLACE DE L’ÉGLISE"])

        let record = utf8.read(line).record
        #expect(record != nil)
        #expect(withBytes(Windows1252.encode(line)!) { windows.read($0, line: 2) }.record == record)
    }

    @Test func `the canonical form tells fields apart that run into one another`() throws {
        var reader = try RegistryExamples.reader()
        var forms: Set<[UInt8]> = []

        for (number, names) in [("AB", "C"), ("A", "BC"), ("ABC", "")].enumerated() {
            let line = RegistryExamples.line([.number: "261407\(number)", .familyName: names.0, .birthName: names.1])
            var form: [UInt8] = []
            try #require(reader.read(line).record).appendCanonical(to: &form)
            forms.insert(Array(form.dropFirst(7)))
        }

        #expect(forms.count == 3)
    }
}
