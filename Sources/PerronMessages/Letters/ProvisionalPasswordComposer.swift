import PerronDomain

/// The body of the letter with the code: why it came, the code in its box, three steps, and what to do if one didn't ask.
struct ProvisionalPasswordComposer {
    let letter: ProvisionalPasswordLetter
    let column: Column
    let layout: LetterLayout
    let words: Words

    /// Inside the box, in millimetres.
    private static let padding = 6.0

    func compose(onto sheet: inout Sheet) throws(LetterError) {
        var column = column
        column.start(below: millimetres(layout.quietBottom), first: LetterStyle.title)
        try composeOpening(&column, onto: &sheet)
        try column.keepTogether(onto: &sheet, composeBox)
        try column.keepTogether(onto: &sheet, composeSteps)
        try column.keepTogether(onto: &sheet, composeWarnings)
    }

    private var fund: PensionFund { letter.head.fund }
    private var name: String { letter.head.recipient.name.greeting }
    private var number: String { letter.head.fileNumber.grouped }

    /// The same sentence in two voices: to the holder, or to whoever represents the holder.
    private func voiced(_ key: String) -> String {
        words(
            "letter.password.\(key).\(letter.head.recipient.isRepresented ? "represented" : "holder")",
            ["name": name, "fund": fund.shortName, "number": number])
    }

    private func composeOpening(_ column: inout Column, onto sheet: inout Sheet) throws(LetterError) {
        try sheet.tagged(.heading) { (sheet) throws(LetterError) in
            try column.add(words("letter.password.title"), LetterStyle.title, onto: &sheet)
        }
        try sheet.tagged(.paragraph) { (sheet) throws(LetterError) in
            try column.add(voiced("greeting"), LetterStyle.body, gap: 7, personal: true, onto: &sheet)
        }
        try sheet.tagged(.paragraph) { (sheet) throws(LetterError) in
            let isPersonal = letter.head.recipient.isRepresented
            try column.add(voiced("why"), LetterStyle.body, gap: 4, personal: isPersonal, onto: &sheet)
        }
    }

    /// The box: the code, the same letter by letter, its last day, and at the right the QR code.
    private func composeBox(_ column: inout Column, onto sheet: inout Sheet) throws(LetterError) {
        let padding = millimetres(ProvisionalPasswordComposer.padding)
        let highest = sheet.pageCount == 1 ? millimetres(layout.codeTop + 2) : 0
        let top = max(column.baseline + 14 * column.leadingFactor, highest)
        let squares = try squares()
        let side = millimetres(layout.squaresSide)
        let quiet = side / Double(squares.width) * Double(QRCode.quietZone)
        var inner = column.indented(by: padding)
        inner.width = column.width - padding * 2 - side - quiet * 2
        inner.start(atBaseline: top + 5)
        try composeCode(&inner, onto: &sheet)
        let height = max(inner.baseline + padding - top, side + padding * 2)
        let squaresTop = top + (height - side) / 2
        try sheet.tagged(.figure) { (sheet) throws(LetterError) in
            let x = column.x + column.width - padding - side
            sheet.place(.squares(squares, x: x, y: squaresTop, side: side), bottom: squaresTop + side)
        }
        sheet.place(.box(x: column.x, y: top, width: column.width, height: height), bottom: top + height)
        column.start(atBaseline: top + height)
    }

    private func composeCode(_ column: inout Column, onto sheet: inout Sheet) throws(LetterError) {
        let style = try codeStyle(column)
        try sheet.tagged(.paragraph) { (sheet) throws(LetterError) in
            try column.add(letter.code.shown, style, personal: true, onto: &sheet)
        }
        try composeSpelling(&column, onto: &sheet)
        try sheet.tagged(.paragraph) { (sheet) throws(LetterError) in
            let day = words.day(letter.lastDay).unbroken
            let sentence = words("letter.password.lastDay", ["day": day])
            try column.add(sentence, LetterStyle.body, gap: 7, emphasised: [day], onto: &sheet)
        }
    }

    /// A line for each group: the group, and its letters as one says them on the telephone.
    private func composeSpelling(_ column: inout Column, onto sheet: inout Sheet) throws(LetterError) {
        let alphabet = SpellingAlphabet(words)
        column.skip(9)
        for group in letter.code.groups {
            try sheet.tagged(.paragraph) { (sheet) throws(LetterError) in
                var spelled = column.indented(by: millimetres(17) * column.scale)
                try column.add(group, LetterStyle.body.with(bold: true), personal: true, onto: &sheet)
                try spelled.add(alphabet.spell(group), LetterStyle.body, personal: true, onto: &sheet)
                column.follow(spelled)
            }
        }
    }

    /// Twelve wide letters (W, M) ask for a smaller size than twelve narrow ones.
    private func codeStyle(_ column: Column) throws(LetterError) -> TextStyle {
        let style = LetterStyle.code
        let breadth = try column.typesetter.set(letter.code.shown, style.scaled(by: column.scale)).breadth
        return breadth <= column.width ? style : style.with(size: style.size * column.width / breadth * 0.99)
    }

    private func squares() throws(LetterError) -> QRCode {
        do { return try QRCode(letter.link.url) } catch { throw .linkUnprintable }
    }

    private func composeSteps(_ column: inout Column, onto sheet: inout Sheet) throws(LetterError) {
        try sheet.tagged(.subheading) { (sheet) throws(LetterError) in
            try column.add(words("letter.password.steps"), LetterStyle.subtitle, gap: 10, onto: &sheet)
        }
        let space = words("letter.label.space")
        try sheet.tagged(.list) { (sheet) throws(LetterError) in
            try composeStep(1, &column, onto: &sheet) { (column, sheet) throws(LetterError) in
                try composeDomain(&column, onto: &sheet)
                try column.add(words("letter.password.step1"), LetterStyle.body, emphasised: [space], onto: &sheet)
            }
            try composeStep(2, &column, onto: &sheet) { (column, sheet) throws(LetterError) in
                let text = words("letter.password.step2", ["number": number])
                try column.add(text, LetterStyle.body, emphasised: [number], personal: true, onto: &sheet)
            }
            try composeStep(3, &column, onto: &sheet) { (column, sheet) throws(LetterError) in
                try column.add(voiced("step3"), LetterStyle.body, personal: letter.head.recipient.isRepresented, onto: &sheet)
            }
        }
        try sheet.tagged(.paragraph) { (sheet) throws(LetterError) in
            try column.add(words("letter.password.squares"), LetterStyle.body, gap: 4, onto: &sheet)
        }
    }

    /// The domain, and beside it where there is room, else beneath, how it is said.
    private func composeDomain(_ column: inout Column, onto sheet: inout Sheet) throws(LetterError) {
        try sheet.tagged(.link(fund.publicURL)) { (sheet) throws(LetterError) in
            try column.add(fund.domain, LetterStyle.domain, gap: 1, onto: &sheet)
        }
        let inWords = words("letter.password.domain", ["words": DomainInWords(words).spell(fund.domain).unbroken])
        let spoken = try column.typesetter.setOnce(inWords, LetterStyle.body.scaled(by: column.scale))
        let indent = try column.typesetter.setOnce(fund.domain, LetterStyle.domain.scaled(by: column.scale)).breadth + millimetres(3)
        if indent + spoken.breadth <= column.width {
            sheet.place(spoken, x: column.x + indent, baseline: column.baseline)
        } else {
            try column.add(inWords, LetterStyle.body, onto: &sheet)
        }
    }

    private func composeStep(
        _ number: Int, _ column: inout Column, onto sheet: inout Sheet, body: (inout Column, inout Sheet) throws(LetterError) -> Void
    ) throws(LetterError) {
        var text = column.indented(by: millimetres(7) * column.scale)
        text.skip(number == 1 ? 2 : 3)
        try sheet.tagged(.listItem) { (sheet) throws(LetterError) in
            try sheet.tagged(.label) { (sheet) throws(LetterError) in
                var label = column
                label.start(atBaseline: text.baseline)
                let style = number == 1 ? LetterStyle.domain : LetterStyle.body.with(bold: true)
                try label.add("\(number).", style, gap: number == 1 ? 1 : 0, onto: &sheet)
            }
            try sheet.tagged(.listBody) { (sheet) throws(LetterError) in
                try body(&text, &sheet)
            }
        }
        column.follow(text)
    }

    private func composeWarnings(_ column: inout Column, onto sheet: inout Sheet) throws(LetterError) {
        let telephone = fund.telephone.unbroken
        for part in ["secret", "unasked"] {
            try sheet.tagged(.subheading) { (sheet) throws(LetterError) in
                try column.add(words("letter.password.\(part).title"), LetterStyle.subtitle, gap: 8, onto: &sheet)
            }
            try sheet.tagged(.paragraph) { (sheet) throws(LetterError) in
                let text = words("letter.password.\(part)", ["fund": fund.shortName, "telephone": telephone])
                try column.add(text, LetterStyle.body, emphasised: [telephone], onto: &sheet)
            }
        }
    }
}
