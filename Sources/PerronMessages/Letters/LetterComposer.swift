import PerronDomain

/// Lays a letter's words out: the head that all letters share, then each kind's body. On one page; in large print on as many as it takes, each
/// with its number at its foot.
///
/// On one page it tries the usual leading first and draws the lines closer, step by step, where a long name or a long domain asks for it.
struct LetterComposer {
    let typesetter: Typesetter
    let layout: LetterLayout
    let words: Words

    private static let leadingFactors = [1, 0.97, 0.94, 0.91, 0.88]
    /// Of the usual sizes: 12 points become 16.8. RNIB, Clear Print Guidelines: large print begins at 16.
    private static let largeScale = 1.4
    /// The upper margin of the pages behind the first, in millimetres.
    private static let nextPageTop = 20.0

    /// - Throws: `overflow` where even the closest leading leaves the page, or what belongs together is longer than a page.
    func sheet(for letter: LetterContent) throws(LetterError) -> Sheet {
        if letter.head.isLarge { return try largeSheet(for: letter) }
        for factor in LetterComposer.leadingFactors {
            let sheet = try compose(letter, in: column(leadingFactor: factor))
            if sheet.lowest <= bottom { return sheet }
        }
        throw .overflow
    }

    private var bottom: Double { millimetres(layout.pageHeight - layout.marginBottom) }

    private func column(leadingFactor: Double, scale: Double = 1, turn: (bottom: Double, top: Double)? = nil) -> Column {
        Column(
            typesetter: typesetter, x: millimetres(layout.marginLeft),
            width: millimetres(layout.pageWidth - layout.marginLeft - layout.marginRight), leadingFactor: leadingFactor, scale: scale,
            turn: turn)
    }

    private func largeSheet(for letter: LetterContent) throws(LetterError) -> Sheet {
        // Room for the foot.
        let turn = (bottom: bottom - 10, top: millimetres(LetterComposer.nextPageTop))
        var sheet = try compose(letter, in: column(leadingFactor: 1, scale: LetterComposer.largeScale, turn: turn))
        guard sheet.lowest <= turn.bottom else { throw .overflow }
        let pages = sheet.pageCount
        try sheet.addFeet(x: millimetres(layout.pageWidth - layout.marginRight), baseline: bottom + 4) { page throws(LetterError) in
            let foot = words("letter.page", ["number": letter.head.number.shown, "page": "\(page)", "pages": "\(pages)"])
            return try typesetter.set(foot, LetterStyle.numberLabel)
        }
        return sheet
    }

    private func compose(_ letter: LetterContent, in column: Column) throws(LetterError) -> Sheet {
        var sheet = Sheet()
        let head = LetterHeadComposer(typesetter: typesetter, layout: layout, words: words)
        try sheet.tagged(.section) { (sheet) throws(LetterError) in
            try head.compose(letter.head, onto: &sheet)
            switch letter {
            case .provisionalPassword(let letter):
                try ProvisionalPasswordComposer(letter: letter, column: column, layout: layout, words: words).compose(onto: &sheet)
            case .passwordOpened(let letter):
                try PasswordOpenedComposer(letter: letter, column: column, layout: layout, words: words).compose(onto: &sheet)
            case .test(let letter):
                try PostalTestComposer(letter: letter, column: column, layout: layout, words: words).compose(onto: &sheet)
            }
        }
        return sheet
    }
}

/// The faces of a letter: few, and the same everywhere.
enum LetterStyle {
    static let fund = TextStyle(size: 15, leading: 19, bold: true, ink: .teal)
    static let numberLabel = TextStyle(size: 9.5, leading: 12, alignment: .right)
    static let number = TextStyle(size: 15, leading: 18, bold: true, tracking: 0.4, alignment: .right)
    static let sender = TextStyle(size: 9.5, leading: 13.5)
    static let telephone = TextStyle(size: 11, leading: 14.5)
    static let title = TextStyle(size: 20, leading: 25, bold: true)
    static let subtitle = TextStyle(size: 12.5, leading: 17, bold: true)
    static let body = TextStyle(size: 12, leading: 16)
    static let code = TextStyle(size: 31, leading: 36, bold: true, tracking: 0.8)
    static let domain = TextStyle(size: 13.5, leading: 17, bold: true)
}

func millimetres(_ length: Double) -> Double { length * LetterLayout.pointsPerMillimetre }
