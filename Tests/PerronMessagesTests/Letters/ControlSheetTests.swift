import PerronDomain
import PerronMessages
import Testing

struct ControlSheetTests {
    private static let digest = String(repeating: "0123456789abcdef", count: 4)

    @Test func `it counts letters by language and by where they go, and names the first and the last`() throws {
        let letters = [
            Examples.passwordLetter(try Examples.head(try Examples.henri())),
            Examples.passwordLetter(try Examples.head(try Examples.lina(), language: .english)),
            Examples.openedLetter(try Examples.head(try abroad())),
            Examples.testLetter(try Examples.head(try Examples.henri())),
        ]

        let text = try Tool.text(["pdftotext", "-layout", "@", "-"], on: try sheet(of: letters))

        let lines = text.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
        for line in [
            "Lot 01K0000000000000000BATCH00, du vendredi 27 novembre 2026", "Lettres 4", "dont lettres d’essai 1", "Pages 4",
            "Enveloppe à fenêtre C6/5", "Numéro de la première lettre 4WTD0-7M9ZR", "Numéro de la dernière lettre 4WTD0-7M9ZR",
            "France métropolitaine 2", "Outre-mer 1", "Étranger 1", "Français 3", "Anglais 1", "letters.pdf", ControlSheetTests.digest,
        ] {
            #expect(lines.map { $0.replacing("\u{A0}", with: " ") }.contains(line), "\(line) in \(text)")
        }
    }

    @Test func `it holds no name, no address, no file number and no code`() throws {
        let letter = Examples.passwordLetter(try Examples.head(try Examples.henri()))

        let text = try Tool.text(["pdftotext", "-raw", "@", "-"], on: try sheet(of: [letter]))

        for secret in ["LEF", "ACACIAS", "33000", "1047382", "1 047 382", Examples.code.shown, Examples.code.canonical] {
            #expect(!text.contains(secret), "\(secret)")
        }
    }

    @Test func `it is one page, of the same bytes each time, in French for whoever reads it aloud`() throws {
        let letters = [Examples.passwordLetter(try Examples.head(try Examples.henri()))]

        let pdf = try sheet(of: letters)

        #expect(try Tool.text(["pdfinfo", "@"], on: pdf).contains(/Pages: +1\n/))
        #expect(try sheet(of: letters) == pdf)
        #expect(String(decoding: pdf, as: UTF8.self).contains("/Lang (fr)"))
    }

    @Test func `everything stands inside the margins`() throws {
        let words = try PlacedWord.all(in: try sheet(of: [Examples.passwordLetter(try Examples.head(try Examples.henri()))]))

        #expect(words.count > 80)
        #expect(words.allSatisfy { $0.left >= 19.9 && $0.right <= 190.1 && $0.bottom <= 297 - 10 })
    }

    private func sheet(of letters: [LetterContent]) throws -> [UInt8] {
        let batch = ControlSheet.Batch(
            id: "01K0000000000000000BATCH00", day: Examples.postingDay, fund: Examples.fund, envelope: .c6c5)
        let files = ["letters.pdf", "manifest.csv"].map { ControlSheet.File(name: $0, sha256: ControlSheetTests.digest) }
        return try Examples.press().print(ControlSheet(batch, letters: letters, pages: letters.count, files: files))
    }

    private func abroad() throws -> LetterHead.Recipient {
        LetterHead.Recipient(
            name: PersonName(civility: nil, familyName: "MARTIN", birthName: "MARTIN", givenNames: "Agnès"),
            address: try PostalAddress(lines: ["MME Agnès MARTIN", "", "", "RUE DE LA LOI 1", "", "1000 BRUXELLES"], country: "BE"),
            isRepresented: false)
    }
}
