import PerronDomain

/// The fund's letter to itself: it leaves with the others and is laid out like them, so that whoever gets it sees what members get, and
/// when. About no file; holds no secret.
package struct PostalTestLetter: Sendable {
    package let head: LetterHead

    package init(head: LetterHead) {
        self.head = head
    }
}

/// Its body: that it is a test, of which day, and what to look at.
struct PostalTestComposer {
    let letter: PostalTestLetter
    let column: Column
    let layout: LetterLayout
    let words: Words

    func compose(onto sheet: inout Sheet) throws(LetterError) {
        var column = column
        let day = words.day(letter.head.postingDay).unbroken
        let values = ["fund": letter.head.fund.shortName, "day": day]
        column.start(below: millimetres(layout.quietBottom), first: LetterStyle.title)
        try sheet.tagged(.heading) { (sheet) throws(LetterError) in
            try column.add(words("letter.test.title"), LetterStyle.title, onto: &sheet)
        }
        for key in ["what", "nothing"] {
            try sheet.tagged(.paragraph) { (sheet) throws(LetterError) in
                try column.add(words("letter.test.\(key)", values), LetterStyle.body, gap: 7, emphasised: [day], onto: &sheet)
            }
        }
        try sheet.tagged(.subheading) { (sheet) throws(LetterError) in
            try column.add(words("letter.test.look.title"), LetterStyle.subtitle, gap: 12, onto: &sheet)
        }
        for key in ["arrival", "window", "print"] {
            try sheet.tagged(.paragraph) { (sheet) throws(LetterError) in
                try column.add(words("letter.test.look.\(key)", values), LetterStyle.body, gap: 3, emphasised: [day], onto: &sheet)
            }
        }
    }
}
