import Foundation
import PerronDomain
import PerronMessages
import Testing

struct LetterPDFTests {
    @Test func `the file is sound, its only fonts are ours and embedded`() throws {
        let pdf = try Examples.press().print([Examples.passwordLetter(try Examples.head(try Examples.henri()))]).pdf

        let fonts = try Tool.text(["pdffonts", "@"], on: pdf).split(separator: "\n").dropFirst(2)
        _ = try Tool.run(["qpdf", "--check", "@"], on: pdf)

        #expect(!fonts.isEmpty)
        #expect(fonts.allSatisfy { $0.contains("Andika") && $0.contains(/\byes\s+yes\s+yes\b/) })
    }

    @Test(arguments: Language.allCases)
    func `the file is tagged and says its title and its language`(language: Language) throws {
        let head = try Examples.head(try Examples.henri(), language: language)
        let pdf = try Examples.press().print([Examples.passwordLetter(head)]).pdf

        let facts = try Tool.text(["pdfinfo", "@"], on: pdf)
        let structure = try Tool.text(["pdfinfo", "-struct-text", "@"], on: pdf)
        let title = try Examples.lexicon()[language]("letter.password.title")

        #expect(facts.contains(/Tagged: +yes/) && facts.contains(/Pages: +1\n/) && facts.contains("A4"))
        #expect(facts.contains("Title:           \(title) – \(head.fund.name)"))
        #expect(
            String(decoding: pdf, as: UTF8.self).contains("/Lang (\(language.rawValue)) /ViewerPreferences << /DisplayDocTitle true >>"))
        #expect(structure.contains("H1") && structure.contains(title))
        for tag in ["Figure", "Lbl", "LBody", "Link"] { #expect(structure.contains(tag)) }
    }

    @Test func `the text comes out in reading order, accents and all`() throws {
        let pdf = try Examples.press().print([Examples.passwordLetter(try Examples.head(try Examples.henri()))]).pdf

        let text = try Tool.text(["pdftotext", "-raw", "@", "-"], on: pdf).replacing("\u{00A0}", with: " ").replacing("\u{202F}", with: " ")

        let inOrder = [
            "Caisse de retraite", "Numéro de dossier", "104 73 82", "12 rue des Érables", "05 00 00 00 00", "vendredi 27 novembre 2026",
            "M Henri LEFÈVRE", "33000 BORDEAUX", "Votre mot de passe provisoire", "Bonjour Henri Lefèvre,", "K7QF-M2XD-9RTC",
            "Kléber, sept, Quintal, François", "Marcel, deux, Xavier, Désiré", "neuf, Raoul, Thérèse, Célestin",
            "vendredi 18 décembre 2026", "espace.carso.example", "espace point carso point example", "« Espace personnel »",
            "date de naissance", "Gardez ce mot de passe pour vous", "Vous n’avez rien demandé ?",
        ]
        let places = inOrder.map { text.range(of: $0)?.lowerBound }
        #expect(places.allSatisfy { $0 != nil })
        #expect(places.compactMap { $0 } == places.compactMap { $0 }.sorted())
    }

    @Test(arguments: Language.allCases)
    func `the QR code leads to the sign-in form with number and code in the fragment`(language: Language) throws {
        let head = try Examples.head(try Examples.henri(), language: language)
        let pdf = try Examples.press().print([Examples.passwordLetter(head)]).pdf

        let image = try Tool.run(["pdftoppm", "-r", "200", "-png", "@"], on: pdf)
        let read = try Tool.text(["zbarimg", "--quiet", "--raw", "@"], on: image)

        #expect(read == "https://espace.carso.example/acces/code#n=1047382&c=K7QFM2XD9RTC\n")
    }

    @Test func `the QR code is a mask of one bit to a module that no viewer smooths`() throws {
        let pdf = try Examples.press().print([Examples.passwordLetter(try Examples.head(try Examples.henri()))]).pdf

        let images = try Tool.text(["pdfimages", "-list", "@"], on: pdf).split(separator: "\n").dropFirst(2)

        #expect(images.count == 1)
        #expect(images.allSatisfy { $0.contains(/stencil +37 +37 +- +1 +1 +image +no\b/) })
    }

    @Test func `a letter for a minor speaks to the legal representative`() throws {
        let pdf = try Examples.press().print([Examples.passwordLetter(try Examples.head(try Examples.lina(), number: "418203975"))]).pdf

        let text = try Tool.text(["pdftotext", "-raw", "@", "-"], on: pdf).replacing("\n", with: " ").replacing("\u{00A0}", with: " ")

        #expect(text.contains("Madame, Monsieur,") && !text.contains("Bonjour Lina"))
        #expect(text.contains("Vous êtes le représentant légal de Lina Bernard : c’est à ce titre que nous vous écrivons."))
        #expect(text.contains("la date de naissance de Lina Bernard"))
    }

    @Test func `the letter of a first opening holds no code`() throws {
        let pdf = try Examples.press().print([Examples.openedLetter(try Examples.head(try Examples.henri()))]).pdf

        let text = try Tool.text(["pdftotext", "-raw", "@", "-"], on: pdf).replacing("\n", with: " ")

        #expect(text.contains("mardi 24 novembre 2026") && text.contains("espace.carso.example"))
        #expect(!text.contains(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/))
    }
}
