import PerronDomain
import Testing

struct PostalAddressTests {
    @Test(arguments: [
        ("12 bis, rue de l'Église", "12 BIS RUE DE L'EGLISE"), ("  3   allée   des  Érables ", "3 ALLEE DES ERABLES"),
        ("87000 Limoges", "87000 LIMOGES"), ("Cœur d’Île", "COEUR D'ILE"), ("Bât. C ; esc. 2", "BAT C ESC 2"),
        ("place du 8–Mai", "PLACE DU 8-MAI"), ("façade nº 4", "FACADE Nº 4"), ("E\u{0301}tang", "ETANG"), ("Straße", "STRASSE"), ("", ""),
    ])
    func `a delivery line is put into capitals without accents or punctuation`(line: String, normal: String) {
        #expect(PostalText.normalise(line, capitals: true) == normal)
    }

    @Test func `the quick way for Western letters says what the careful way says`() {
        for code in UInt32(0x20)...0x17F where code != 0x7F {
            let line = "a\(Unicode.Scalar(code)!)b \(Unicode.Scalar(code)!)"
            // A long dash is beyond the quick way.
            #expect(PostalText.normalise(line, capitals: true) + " -" == PostalText.normalise(line + " —", capitals: true))
        }
    }

    @Test func `the lines of names keep their letters and lose their double spaces`() {
        #expect(PostalText.normalise(" Mme  Camille  Lefèvre ", capitals: false) == "Mme Camille Lefèvre")
    }

    @Test func `an address has six lines, of which only those with words are printed`() throws {
        let address = try PostalAddress(
            lines: ["Mme Camille Moreau", "", "Résidence des Tilleuls", "14, rue des Érables", "", "87000 Limoges"], country: "fr")

        #expect(address.lines.count == PostalAddress.lineCount)
        #expect(address.printed == ["Mme Camille Moreau", "Résidence des Tilleuls", "14 RUE DES ERABLES", "87000 LIMOGES"])
        #expect(address.country == "FR")
        #expect("\(address)" == "[address]")
    }

    @Test func `a line of 38 characters fits, one of 39 is told by its place, and spaces that go don't count`() throws {
        let full = String(repeating: "A", count: 38)

        #expect(try PostalAddress(lines: [full], country: "FR").lines[0] == full)
        #expect(try PostalAddress(lines: [full.prefix(19) + "   " + full.prefix(18)], country: "FR").lines[0].count == 38)
        #expect(throws: PostalAddressError.tooLong(line: 5, length: 39)) {
            try PostalAddress(lines: ["", "", "", "", full + "A", ""], country: "FR")
        }
    }

    @Test(arguments: ["", "F", "FRA", "F1", "É "])
    func `a country that is no code is refused`(code: String) {
        #expect(throws: PostalAddressError.country) { try PostalAddress(lines: [], country: code) }
    }

    @Test(arguments: [
        ("87000 LIMOGES", "FR", PostalAddress.Territory.mainland), ("20000 AJACCIO", "FR", .mainland), ("97400 ST DENIS", "FR", .overseas),
        ("98800 NOUMEA", "FR", .overseas), ("1000 BRUXELLES", "BE", .abroad), ("97400 ELSEWHERE", "DE", .abroad),
    ])
    func `where a letter goes tells how long it takes`(town: String, country: String, territory: PostalAddress.Territory) throws {
        let address = try PostalAddress(lines: ["M HENRI LEFEVRE", "", "", "1 RUE X", "", town], country: country)

        #expect(address.territory == territory)
        #expect(address.undeliverable == nil)
    }

    @Test(arguments: [
        ([], "FR", PostalAddress.Undeliverable.empty), ([" ", "  "], "FR", .empty),
        (["", "", "", "1 RUE X", "", "87000 LIMOGES"], "FR", .noRecipient),
        (["M HENRI LEFEVRE", "", "", "1 RUE X"], "FR", .noTown), (["M HENRI LEFEVRE", "", "", "1 RUE X", "", "LIMOGES"], "FR", .noTown),
        (["M HENRI LEFEVRE", "", "", "1 RUE X", "", "87000"], "FR", .noTown),
        (["M HENRI LEFEVRE", "", "", "1 RUE X", "", "8700 LIMOGES"], "FR", .noTown), (["MR SMITH", "", "", "LONDON"], "GB", .noTown),
    ])
    func `an address to which nothing can be delivered says why`(
        lines: [String], country: String, reason: PostalAddress.Undeliverable
    ) throws {
        #expect(try PostalAddress(lines: lines, country: country).undeliverable == reason)
    }
}
