import CCairo
import PerronDomain
import Synchronization

/// Prints letters into one PDF: A4, fonts embedded, tagged for screen readers.
///
/// Keeps what doesn't change from one letter to the next shaped, so one press should serve a whole batch and the batches after it.
/// What is personal, the code above all, is shaped, drawn and forgotten. Safe to share: one print runs at a time.
package final class LetterPress: Sendable {
    private let typesetter: Mutex<Typesetter>
    private let lexicon: Lexicon
    private let layout: LetterLayout

    /// - Throws: `fontUnreadable` naming the file: a press that starts can print.
    package init(fonts: LetterFonts, layout: LetterLayout = LetterLayout(), lexicon: Lexicon) throws(LetterError) {
        typesetter = Mutex(try Typesetter(fonts: fonts))
        self.lexicon = lexicon
        self.layout = layout
    }

    /// One PDF with all the letters in the order given, each starting on a page of its own.
    ///
    /// - Throws: `LetterPressError` with the place of the letter that can't be printed; nothing is printed then.
    package func print(_ letters: [LetterContent]) throws(LetterPressError) -> PrintedLetters {
        try typesetter.withLock { (typesetter) throws(LetterPressError) in
            try print(letters, with: typesetter)
        }
    }

    /// Which of the letters can't be printed, by their places, and why. Nothing is printed.
    package func faults(in letters: [LetterContent]) -> [Int: LetterError] {
        typesetter.withLock { typesetter in
            var faults: [Int: LetterError] = [:]
            for (index, letter) in letters.enumerated() {
                do throws(LetterError) {
                    typesetter.speak(letter.head.language.rawValue)
                    _ = try LetterComposer(typesetter: typesetter, layout: layout, words: lexicon[letter.head.language]).sheet(for: letter)
                } catch {
                    faults[index] = error
                }
            }
            return faults
        }
    }

    /// What the letter's first page looks like, as a PNG of 150 dots to the inch; for the demo, whose mailbox is looked at in a browser.
    package func picture(of letter: LetterContent) throws(LetterPressError) -> [UInt8] {
        try typesetter.withLock { (typesetter) throws(LetterPressError) in
            typesetter.speak(letter.head.language.rawValue)
            let composer = LetterComposer(typesetter: typesetter, layout: layout, words: lexicon[letter.head.language])
            do throws(LetterError) {
                let sheet = try composer.sheet(for: letter)
                return try PageImage(
                    width: millimetres(layout.pageWidth), height: millimetres(layout.pageHeight), scale: 150 / 72, draw: sheet.drawFirstPage
                ).png()
            } catch {
                throw LetterPressError(letter: 0, reason: error)
            }
        }
    }

    /// A batch's control sheet, one page in a PDF of its own.
    package func print(_ sheet: ControlSheet) throws(LetterPressError) -> [UInt8] {
        try typesetter.withLock { (typesetter) throws(LetterPressError) in
            let (language, fund) = (ControlSheet.language, sheet.batch.fund)
            typesetter.speak(language.rawValue)
            let composer = ControlSheetComposer(sheet: sheet, typesetter: typesetter, layout: layout, words: lexicon[language])
            do throws(LetterError) {
                let page = try composer.compose()
                let document = PDFDocument(width: millimetres(layout.pageWidth), height: millimetres(layout.pageHeight))
                document.addPages { page.draw(on: $0, turn: $1) }
                return try document.finish(
                    PDFDocument.Description(
                        title: "\(lexicon[language]("sheet.title")) \(sheet.batch.id) – \(fund.name)", author: fund.name,
                        created: sheet.batch.day, language: language))
            } catch {
                throw LetterPressError(letter: nil, reason: error)
            }
        }
    }

    private func print(_ letters: [LetterContent], with typesetter: Typesetter) throws(LetterPressError) -> PrintedLetters {
        let document = PDFDocument(width: millimetres(layout.pageWidth), height: millimetres(layout.pageHeight))
        var pages: [ClosedRange<Int>] = []
        for (index, letter) in letters.enumerated() {
            let words = lexicon[letter.head.language]
            typesetter.speak(letter.head.language.rawValue)
            do {
                let sheet = try LetterComposer(typesetter: typesetter, layout: layout, words: words).sheet(for: letter)
                document.addPages { sheet.draw(on: $0, turn: $1) }
                let first = (pages.last?.upperBound ?? 0) + 1
                pages.append(first...first + sheet.pageCount - 1)
            } catch {
                throw LetterPressError(letter: index, reason: error)
            }
        }
        do {
            return PrintedLetters(pdf: try document.finish(description(of: letters)), pages: pages)
        } catch {
            throw LetterPressError(letter: nil, reason: error)
        }
    }

    /// What a reader shows as the window's title, and the language it reads in: of a batch in two languages, none.
    private func description(of letters: [LetterContent]) -> PDFDocument.Description? {
        guard let first = letters.first else { return nil }
        let language = first.head.language
        let key =
            switch first {
            case .provisionalPassword: "letter.password.title"
            case .passwordOpened: "letter.opened.title"
            case .test: "letter.test.title"
            }
        return PDFDocument.Description(
            title: "\(lexicon[language](key)) – \(first.head.fund.name)", author: first.head.fund.name,
            created: first.head.postingDay, language: letters.allSatisfy { $0.head.language == language } ? language : nil)
    }
}

/// A batch as it goes to the carrier. Holds codes in the clear: to be handed over or encrypted, and not kept.
package struct PrintedLetters: Sendable {
    package let pdf: [UInt8]
    /// Where each letter stands in the PDF, in the order given; the first page is 1.
    package let pages: [ClosedRange<Int>]
}

/// Why nothing was printed.
package struct LetterPressError: LoggableError, Equatable {
    /// The letter's place in the batch, from 0; nil where the whole batch failed.
    package let letter: Int?
    package let reason: LetterError

    package init(letter: Int?, reason: LetterError) {
        self.letter = letter
        self.reason = reason
    }

    package var description: String {
        letter.map { "letter \($0 + 1) of the batch can't be printed: \(reason)" } ?? "the batch can't be printed: \(reason)"
    }
}
