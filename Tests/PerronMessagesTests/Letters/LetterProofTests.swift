import PerronDomain
import PerronMessages
import Testing

struct LetterProofTests {
    @Test(arguments: Language.allCases)
    func `every letter that we print passes, read back from its PDF`(language: Language) throws {
        let people = [try Examples.henri(), try Examples.lina()]
        let letters = try people.flatMap { person in
            let head = try Examples.head(person, number: "418203975", language: language)
            return [Examples.passwordLetter(head), Examples.openedLetter(head), Examples.testLetter(head)]
        }

        let reader = try PDFReader(try Examples.press().print(letters).pdf)

        #expect(reader.pageCount == letters.count)
        #expect(reader.foreignFonts().isEmpty)
        for page in 1...reader.pageCount { #expect(try faults(of: reader, page: page) == []) }
    }

    @Test(arguments: Language.allCases)
    func `large print takes more pages, each with its number at its foot, and its first page passes`(language: Language) throws {
        let people = [try Examples.henri(), try Examples.lina(), try Examples.widest()]
        for person in people {
            let head = try Examples.head(person, number: "418203975", language: language, isLarge: true)
            let printed = try Examples.press().print([Examples.passwordLetter(head), Examples.openedLetter(head)])

            let reader = try PDFReader(printed.pdf)

            #expect(printed.pages.first?.count == 2 && printed.pages[1].lowerBound == 3 && reader.pageCount == printed.pages[1].upperBound)
            if person.name.familyName != "WWWWWWWW-WWWWWWWWWW" {
                for pages in printed.pages { #expect(try faults(of: reader, page: pages.lowerBound) == []) }
            }
            for page in 1...reader.pageCount {
                let words = try PlacedWord.all(in: printed.pdf, page: page)
                #expect(words.allSatisfy { $0.left >= 19.5 && $0.right <= 191 && $0.bottom <= 290 })
            }
            let text = try Tool.text(["pdftotext", "-raw", "@", "-"], on: printed.pdf)
            #expect(text.contains("4WTD0-7M9ZR – page 1") && text.contains("4WTD0-7M9ZR – page 2"))
        }
    }

    @Test func `what another form prints is told with its place`() throws {
        #expect(
            try faultsOfLetter { $0.addressLeft = 100 }.contains { fault in
                guard case .addressOutside(let box) = fault else { return false }
                return abs(box.left - 100.4) < 0.5 && box.top > 59 && box.bottom < 79
            })
        // The rule under the fund's name.
        #expect(
            try faultsOfLetter { $0.quietTop = 45 }.contains { fault in
                guard case .stray(let box) = fault else { return false }
                return box.top > 39 && box.bottom < 41 && box.right > 180
            })
        #expect(
            try faultsOfLetter { ($0.senderLeft, $0.senderRight) = (60, 125) }.contains { fault in
                guard case .stray(let box) = fault else { return false }
                return box.left > 60 && box.left < 109 && box.right > 90
            })
        #expect(try faultsOfLetter { $0.pageHeight = 300 } == [.size(width: 210, height: 300)].map(rounded))
    }

    @Test func `a font that the printer would have to own is told with its page`() throws {
        let reader = try PDFReader(Array(LetterProofTests.borrowedFont.utf8))

        #expect(reader.foreignFonts().map(\.page) == [1])
        #expect(reader.foreignFonts().map(\.name) == ["Helvetica"])
        #expect(try faults(of: reader, page: 1).contains(.noAddress))
    }

    @Test func `what is no PDF is refused`() {
        #expect(throws: PDFUnreadable.self) { try PDFReader(Array("%PDF-".utf8)) }
        #expect(throws: PDFUnreadable.self) { try PDFReader([]) }
    }

    @Test(
        arguments: [
            (["MME JEANNE MARTIN", "8 RUE DES TILLEULS", "87000 LIMOGES"], []),
            (["Mme Jeanne Martin", "8 RUE DES TILLEULS", "87000 LIMOGES CEDEX 2"], []),
            (["MME JEANNE MARTIN", "RUE DE LA LOI 41", "1040 BRUXELLES", "BELGIQUE"], []),
            (["MME JEANNE MARTIN", "1 MAIN STREET", "SPRINGFIELD IL 62701", "ETATS-UNIS"], []),
            (["MME JEANNE MARTIN", "KEIZERSGRACHT 1", "1015 CJ AMSTERDAM", "PAYS BAS"], []),
            ([], [.noAddress]),
            (["MME JEANNE MARTIN", "8 RUE DES TILLEULS", "LIMOGES"], [.noTown(line: 3)]),
            (["MME JEANNE MARTIN", "8 RUE DES TILLEULS", "8700 LIMOGES"], [.noTown(line: 3)]),
            (["MME JEANNE MARTIN", "8, rue des Tilleuls", "87000 LIMOGES"], [.notInCapitals(line: 2)]),
            (["MME JEANNE MARTIN", "8 RUE DES TILLEULS", "87000 Limoges"], [.notInCapitals(line: 3)]),
            (["MME JEANNE MARTIN", "Rue de la Loi 41", "1040 BRUXELLES", "Belgique"], [.notInCapitals(line: 2), .notInCapitals(line: 4)]),
            (["MME JEANNE MARTIN", "2", "3", "4", "5", "6", "87000 LIMOGES"], [.tooManyLines(7)]),
            (["MME JEANNE MARTIN", "8 RUE DES TILLEULS ET DES GRANDES ACACIAS", "87000 LIMOGES"], [.tooLong(line: 2, length: 41)]),
        ] as [([String], [LetterProof.Fault])])
    func `an address is judged as NF Z 10-011 asks`(lines: [String], expected: [LetterProof.Fault]) {
        let page = PageReading(width: 210, height: 297, words: placed(lines), drawn: nil)

        #expect(LetterProof(layout: LetterLayout()).faults(in: page) == expected)
    }

    @Test func `a code above the fold, where a window may show it, is told`() {
        let code = PageReading.Word(text: "K7QF-M2XD-9RTC", box: Box(left: 30, top: 98, right: 80, bottom: 108))
        let address = placed(["MME JEANNE MARTIN", "8 RUE DES TILLEULS", "87000 LIMOGES"])
        let page = PageReading(width: 210, height: 297, words: address + [code], drawn: nil)

        #expect(LetterProof(layout: LetterLayout()).faults(in: page) == [.codeTooHigh(code.box)])
    }

    private func placed(_ lines: [String]) -> [PageReading.Word] {
        lines.enumerated().flatMap { row, line in
            line.split(separator: " ").enumerated().map { column, word in
                let (left, top) = (110 + Double(column) * 8, 60 + Double(row) * 2.5)
                return PageReading.Word(text: String(word), box: Box(left: left, top: top, right: left + 7, bottom: top + 2.4))
            }
        }
    }

    private func faultsOfLetter(_ change: (inout LetterLayout) -> Void) throws -> [LetterProof.Fault] {
        var layout = LetterLayout()
        change(&layout)
        let press = try LetterPress(fonts: .andika(), layout: layout, lexicon: try Examples.lexicon())
        let pdf = try press.print([Examples.passwordLetter(try Examples.head(try Examples.henri()))]).pdf
        return try faults(of: try PDFReader(pdf), page: 1)
    }

    private func faults(of reader: PDFReader, page: Int) throws -> [LetterProof.Fault] {
        let proof = LetterProof(layout: LetterLayout())
        return proof.faults(in: try reader.read(page: page, lookingForInkIn: proof.clearZone)).map(rounded)
    }

    private func rounded(_ fault: LetterProof.Fault) -> LetterProof.Fault {
        guard case .size(let width, let height) = fault else { return fault }
        return .size(width: width.rounded(), height: height.rounded())
    }

    /// An empty A4 page but for one word in a font that is named and not embedded.
    private static let borrowedFont = """
        %PDF-1.4
        1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
        2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
        3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources <</Font <</F1 5 0 R>>>>>> endobj
        4 0 obj <</Length 42>> stream
        BT /F1 12 Tf 72 72 Td (BONJOUR) Tj ET    \u{20}
        endstream endobj
        5 0 obj <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>> endobj
        trailer <</Root 1 0 R>>

        """
}
