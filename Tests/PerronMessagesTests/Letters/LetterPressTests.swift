import PerronDomain
import PerronMessages
import Testing

struct LetterPressTests {
    @Test func `a batch says on which page each letter stands`() throws {
        let codes = ["AAAABBBBCCCC", "DDDDEEEEFFFF", "GGGGHHHHJJJJ"].map { ProvisionalPassword(canonical: $0) }
        let head = try Examples.head(try Examples.henri())

        let printed = try Examples.press().print(codes.map { Examples.passwordLetter(head, code: $0) })

        #expect(printed.pages == [1...1, 2...2, 3...3])
        for (page, code) in zip(printed.pages, codes) {
            #expect(try PlacedWord.all(in: printed.pdf, page: page.lowerBound).contains { $0.text == code.shown })
        }
    }

    @Test func `printing the same letters again gives the same bytes`() throws {
        let press = try Examples.press()
        let letters = [Examples.passwordLetter(try Examples.head(try Examples.henri()))]

        #expect(try press.print(letters).pdf == press.print(letters).pdf)
    }

    @Test func `a batch in two languages prints, and claims neither`() throws {
        let letters = try Language.allCases.map { Examples.passwordLetter(try Examples.head(try Examples.henri(), language: $0)) }

        let pdf = try Examples.press().print(letters).pdf

        #expect(try Tool.text(["pdfinfo", "@"], on: pdf).contains(/Pages: +2\n/))
        #expect(!String(decoding: pdf, as: UTF8.self).contains("/Lang"))
    }

    @Test func `a name that the fonts can't write is refused with its place in the batch`() throws {
        let press = try Examples.press()
        let head = try Examples.head(try Examples.recipient("明", "王", ["M WANG", "", "", "1 RUE X", "", "33000 BORDEAUX"]))
        let letters = [Examples.passwordLetter(try Examples.head(try Examples.henri())), Examples.passwordLetter(head)]

        #expect(throws: LetterPressError(letter: 1, reason: .unprintable)) { try press.print(letters) }
    }

    @Test func `accents of the whole of Europe are written`() throws {
        let head = try Examples.head(
            try Examples.recipient("Žofia", "ŁÓDŹ-ØSTERGÅRD ÇIĞDEM", ["MME Œuvrard", "", "", "1 RUE X", "", "33000 BORDEAUX"]))

        let pdf = try Examples.press().print([Examples.passwordLetter(head)]).pdf

        #expect(try Tool.text(["pdftotext", "-raw", "@", "-"], on: pdf).contains("Žofia Łódź-Østergård Çiğdem"))
    }

    @Test func `what can't stand on one page is refused, not cut`() throws {
        let name = Array(repeating: "Wilhelmine", count: 400).joined(separator: "-")
        let head = try Examples.head(try Examples.recipient(name, "X", ["M X", "", "", "1 RUE X", "", "33000 BORDEAUX"]))
        let press = try Examples.press()

        #expect(throws: LetterPressError(letter: 0, reason: .overflow)) { try press.print([Examples.passwordLetter(head)]) }
    }

    @Test func `a press without its fonts doesn't start`() throws {
        let lexicon = try Examples.lexicon()

        #expect(throws: LetterError.fontUnreadable("/nowhere/Andika-Regular.ttf")) {
            try LetterPress(fonts: .andika(in: "/nowhere"), lexicon: lexicon)
        }
    }
}
