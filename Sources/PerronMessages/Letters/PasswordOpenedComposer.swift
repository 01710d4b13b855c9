import PerronDomain

/// The body of the letter that tells of a first opening by e-mail: what happened, and what to do if it was somebody else.
struct PasswordOpenedComposer {
    let letter: PasswordOpenedLetter
    let column: Column
    let layout: LetterLayout
    let words: Words

    func compose(onto sheet: inout Sheet) throws(LetterError) {
        var column = column
        column.start(below: millimetres(layout.quietBottom), first: LetterStyle.title)
        try sheet.tagged(.heading) { (sheet) throws(LetterError) in
            try column.add(words("letter.opened.title"), LetterStyle.title, onto: &sheet)
        }
        try sheet.tagged(.paragraph) { (sheet) throws(LetterError) in
            try column.add(text("greeting"), LetterStyle.body, gap: 7, personal: true, onto: &sheet)
        }
        try sheet.tagged(.paragraph) { (sheet) throws(LetterError) in
            let number = letter.head.fileNumber.grouped
            try column.add(text("what"), LetterStyle.body, gap: 5, emphasised: [number, day], personal: true, onto: &sheet)
        }
        for part in ["mine", "notMine"] {
            try column.keepTogether(onto: &sheet) { (column, sheet) throws(LetterError) in
                try sheet.tagged(.subheading) { (sheet) throws(LetterError) in
                    try column.add(words("letter.opened.\(part).title"), LetterStyle.subtitle, gap: 12, onto: &sheet)
                }
                try sheet.tagged(.paragraph) { (sheet) throws(LetterError) in
                    try column.add(words("letter.opened.\(part)", values), LetterStyle.body, gap: 1, emphasised: emphasised, onto: &sheet)
                }
            }
        }
    }

    private var fund: PensionFund { letter.head.fund }
    private var day: String { words.day(letter.openedOn).unbroken }
    private var emphasised: [String] { [fund.telephone.unbroken, fund.domain] }

    private var values: [String: String] {
        ["fund": fund.shortName, "domain": fund.domain, "telephone": fund.telephone.unbroken]
    }

    /// The same sentence in two voices: to the holder, or to whoever represents the holder.
    private func text(_ key: String) -> String {
        let recipient = letter.head.recipient
        return words(
            "letter.opened.\(key).\(recipient.isRepresented ? "represented" : "holder")",
            [
                "name": recipient.name.greeting, "fund": fund.shortName, "number": letter.head.fileNumber.grouped, "day": day,
            ])
    }
}
