import PerronDomain
import PerronMessages
import Testing

struct LetterGeometryTests {
    @Test(arguments: Language.allCases, [false, true])
    func `in every letter the address stands in its window and nothing else in its zone`(language: Language, isOpened: Bool) throws {
        let people = [try Examples.henri(), try Examples.lina(), try Examples.widest()]

        for person in people {
            let head = try Examples.head(person, number: "418203975", language: language)
            let letter = isOpened ? Examples.openedLetter(head) : Examples.passwordLetter(head)
            let pdf = try Examples.press().print([letter]).pdf

            let zone = try PlacedWord.all(in: pdf).filter { $0.right > 90 && $0.bottom > 34 && $0.top < 94 }
            let expected = person.addressLines(try Examples.lexicon()[language]).joined(separator: " ").split(separator: " ").map(
                String.init)
            #expect(zone.map(\.text) == expected)
            #expect(zone.allSatisfy { $0.left >= 109 && $0.right <= 190 && $0.top >= 59 && $0.bottom <= 79 })
        }
    }

    @Test(arguments: Language.allCases)
    func `no rule, box or square prints in the address zone`(language: Language) throws {
        let head = try Examples.head(try Examples.lina(), language: language)

        let page = try PrintedPage(try Examples.press().print([Examples.passwordLetter(head)]).pdf)

        #expect(page.hasInk(x: 109...190, y: 59...79))
        #expect(!page.hasInk(x: 90...209, y: 34...59))
        #expect(!page.hasInk(x: 90...209, y: 79...94))
        #expect(!page.hasInk(x: 90...109, y: 59...79))
        #expect(!page.hasInk(x: 190...209, y: 59...79))
    }

    /// An envelope with its window, in millimetres: the width and height of both, and the window's distance from the right and from below.
    struct Envelope {
        let width, height, windowWidth, windowHeight, right, below: Double

        /// What the window shows of a sheet folded in three, pushed to `x`, `y` of its room.
        func window(x: Double, y: Double) -> (x: ClosedRange<Double>, y: ClosedRange<Double>) {
            let (left, top) = (width - right - windowWidth - x, height - below - windowHeight - y)
            return (left...left + windowWidth, top...top + windowHeight)
        }

        static let dl = Envelope(width: 220, height: 110, windowWidth: 100, windowHeight: 35, right: 20, below: 20)
        static let dlHigh = Envelope(width: 220, height: 110, windowWidth: 100, windowHeight: 45, right: 20, below: 20)
        static let c65 = Envelope(width: 229, height: 114, windowWidth: 100, windowHeight: 35, right: 20, below: 20)
        static let c65High = Envelope(width: 229, height: 114, windowWidth: 100, windowHeight: 45, right: 20, below: 20)
    }

    @Test(arguments: [Envelope.dl, .dlHigh, .c65, .c65High])
    func `however the sheet slides in its envelope, the window shows the whole address and nothing else`(envelope: Envelope) throws {
        let head = try Examples.head(try Examples.widest(), number: "418203975")
        let page = try PrintedPage(try Examples.press().print([Examples.passwordLetter(head)]).pdf)
        let address = (x: 109.0...190.0, y: 59.0...79.0)

        for x in stride(from: 0, through: envelope.width - 210, by: 1) {
            for y in stride(from: 0, through: envelope.height - 99, by: 1) {
                let window = envelope.window(x: x, y: y)
                #expect(window.x.lowerBound <= address.x.lowerBound && window.x.upperBound >= address.x.upperBound)
                #expect(window.y.lowerBound <= address.y.lowerBound && window.y.upperBound >= address.y.upperBound)
                #expect(!page.hasInk(x: window.x, y: window.y, besides: address))
            }
        }
        #expect(page.hasInk(x: address.x, y: address.y))
    }

    @Test func `the file number stands top right and the code below the fold`() throws {
        let pdf = try Examples.press().print([Examples.passwordLetter(try Examples.head(try Examples.henri()))]).pdf

        let words = try PlacedWord.all(in: pdf)
        let code = try #require(words.first { $0.text == "K7QF-M2XD-9RTC" })
        let number = try #require(words.first { $0.text.hasPrefix("104") })

        #expect(number.left > 105 && number.bottom < 34)
        #expect(code.top > 105)
    }

    @Test(arguments: Language.allCases)
    func `every letter bears its own number at the left, out of the address zone`(language: Language) throws {
        let head = try Examples.head(try Examples.henri(), language: language)

        for letter in [Examples.passwordLetter(head), Examples.openedLetter(head), Examples.testLetter(head)] {
            let words = try PlacedWord.all(in: try Examples.press().print([letter]).pdf)
            let number = try #require(words.first { $0.text == "4WTD0-7M9ZR" })
            #expect(number.left > 19 && number.right < 90 && number.top > 34 && number.bottom < 94)
        }
    }

    @Test(arguments: Language.allCases)
    func `the fund's letter to itself says that it is a test and of which day, and holds no code`(language: Language) throws {
        let words = try Examples.lexicon()[language]
        let letter = Examples.testLetter(try Examples.head(try Examples.henri(), number: "0000000", language: language))

        let pdf = try Examples.press().print([letter]).pdf

        let text = try Tool.text(["pdftotext", "-raw", "@", "-"], on: pdf).replacing("\u{00A0}", with: " ")
        let zone = try PlacedWord.all(in: pdf).filter { $0.right > 90 && $0.bottom > 34 && $0.top < 94 }
        #expect(text.contains(words("letter.test.title")))
        #expect(text.contains(words.day(Examples.postingDay)))
        #expect(!text.contains(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/))
        #expect(zone.allSatisfy { $0.left >= 109 && $0.right <= 190 && $0.top >= 59 && $0.bottom <= 79 })
    }

    @Test(arguments: Language.allCases)
    func `everything stands within the page's margins`(language: Language) throws {
        let widestCode = ProvisionalPassword(canonical: "WWWWWWWWWWWW")
        let letters = [
            Examples.passwordLetter(try Examples.head(try Examples.widest(), number: "418203975", language: language), code: widestCode),
            Examples.openedLetter(try Examples.head(try Examples.widest(), number: "418203975", language: language)),
        ]

        let pdf = try Examples.press().print(letters).pdf

        for page in 1...2 {
            let words = try PlacedWord.all(in: pdf, page: page)
            #expect(words.allSatisfy { $0.left > 19 && $0.right < 191 && $0.top > 8 && $0.bottom < 290 })
        }
    }

    @Test func `a first line that names the representative keeps to 38 characters`() throws {
        let words = try Examples.lexicon()[.french]

        #expect(try Examples.lina().addressLines(words).first == "Le représentant légal de Lina Bernard")
        #expect(try Examples.lina().addressLines(words).count == 6)
        #expect(try Examples.widest().addressLines(words).prefix(2) == ["Le représentant légal de", "Wilhelmine Wwwwwwww-Wwwwwwwwww"])
        #expect(try Examples.henri().addressLines(words) == ["M Henri LEFÈVRE", "8 RUE DES ACACIAS", "33000 BORDEAUX"])
    }
}
