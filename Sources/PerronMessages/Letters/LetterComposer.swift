import PerronDomain

/// Lays a letter's words out on one page: the head that all letters share, then each kind's body.
///
/// Tries the usual leading first and draws the lines closer, step by step, where a long name or a long domain asks for it.
struct LetterComposer {
    let typesetter: Typesetter
    let layout: LetterLayout
    let words: Words

    private static let leadingFactors = [1, 0.97, 0.94, 0.91, 0.88]

    /// - Throws: `overflow` where even the closest leading leaves the page.
    func sheet(for letter: LetterContent) throws(LetterError) -> Sheet {
        for factor in LetterComposer.leadingFactors {
            let sheet = try compose(letter, leadingFactor: factor)
            if sheet.lowest <= millimetres(layout.pageHeight - layout.marginBottom) { return sheet }
        }
        throw .overflow
    }

    private func compose(_ letter: LetterContent, leadingFactor: Double) throws(LetterError) -> Sheet {
        var sheet = Sheet()
        let head = LetterHeadComposer(typesetter: typesetter, layout: layout, words: words)
        let column = Column(
            typesetter: typesetter, x: millimetres(layout.marginLeft),
            width: millimetres(layout.pageWidth - layout.marginLeft - layout.marginRight), leadingFactor: leadingFactor)
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
