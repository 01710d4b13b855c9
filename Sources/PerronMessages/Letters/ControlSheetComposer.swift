import PerronDomain

/// Lays a control sheet out on one page, with the fund's head of the letters: a line for each count, and lines to be filled in by hand.
struct ControlSheetComposer {
    let sheet: ControlSheet
    let typesetter: Typesetter
    let layout: LetterLayout
    let words: Words

    /// Where values begin, from the left margin; in millimetres.
    private static let valueIndent = 75.0

    func compose() throws(LetterError) -> Sheet {
        var page = Sheet()
        var column = Column(typesetter: typesetter, x: left, width: right - left, leadingFactor: 1)
        try page.tagged(.section) { (page) throws(LetterError) in
            try LetterHeadComposer(typesetter: typesetter, layout: layout, words: words).composeFund(sheet.batch.fund, onto: &page)
            column.start(below: millimetres(layout.quietTop), first: LetterStyle.title)
            try composeOpening(&column, onto: &page)
            try composeCounts(&column, onto: &page)
            try composeFiles(&column, onto: &page)
            try composeSignature(&column, onto: &page)
        }
        guard page.lowest <= millimetres(layout.pageHeight - layout.marginBottom) else { throw .overflow }
        return page
    }

    private var left: Double { millimetres(layout.marginLeft) }
    private var right: Double { millimetres(layout.pageWidth - layout.marginRight) }

    private func composeOpening(_ column: inout Column, onto page: inout Sheet) throws(LetterError) {
        try page.tagged(.heading) { (page) throws(LetterError) in
            try column.add(words("sheet.title"), LetterStyle.title, onto: &page)
        }
        try page.tagged(.paragraph) { (page) throws(LetterError) in
            let values = ["batch": sheet.batch.id, "day": words.day(sheet.batch.day).unbroken]
            try column.add(words("sheet.batch", values), LetterStyle.subtitle, gap: 3, personal: true, onto: &page)
        }
        for key in ["use", "table"] {
            try page.tagged(.paragraph) { (page) throws(LetterError) in
                try column.add(words("sheet.what.\(key)"), LetterStyle.body, gap: 4, onto: &page)
            }
        }
    }

    private func composeCounts(_ column: inout Column, onto page: inout Sheet) throws(LetterError) {
        try composeTitle("contents", &column, onto: &page)
        try composeRow(words("sheet.letters"), "\(sheet.letters)", &column, onto: &page)
        try composeRow(words("sheet.tests"), "\(sheet.tests)", &column, onto: &page)
        try composeRow(words("sheet.pages"), "\(sheet.pages)", &column, onto: &page)
        try composeRow(words("sheet.envelope"), sheet.batch.envelope.rawValue, &column, onto: &page)
        for (key, number) in zip(["first", "last"], sheet.numbers) {
            try composeRow(words("sheet.number.\(key)"), number.shown, &column, onto: &page)
        }
        try composeTitle("territories", &column, onto: &page)
        for territory in PostalAddress.Territory.allCases {
            let count = sheet.territories[territory] ?? 0
            try composeRow(words("sheet.territory.\(territory.rawValue)"), "\(count)", &column, onto: &page)
        }
        try composeTitle("languages", &column, onto: &page)
        for language in Language.allCases {
            let count = sheet.languages[language] ?? 0
            try composeRow(words("sheet.language.\(language.rawValue)"), "\(count)", &column, onto: &page)
        }
    }

    private func composeFiles(_ column: inout Column, onto page: inout Sheet) throws(LetterError) {
        try composeTitle("files", &column, onto: &page)
        for file in sheet.files {
            try page.tagged(.paragraph) { (page) throws(LetterError) in
                try column.add(file.name, LetterStyle.body, onto: &page)
                try column.add(file.sha256, LetterStyle.sender, personal: true, onto: &page)
            }
        }
    }

    /// Lines for a pen.
    private func composeSignature(_ column: inout Column, onto page: inout Sheet) throws(LetterError) {
        try composeTitle("signature", &column, onto: &page)
        for key in ["posted", "date", "name"] {
            try page.tagged(.paragraph) { (page) throws(LetterError) in
                try column.add(words("sheet.signature.\(key)"), LetterStyle.body, gap: 14, onto: &page)
            }
            let line = column.baseline + 3
            page.place(.rule(x: valuesLeft, y: line, width: right - valuesLeft), bottom: line)
        }
    }

    private func composeTitle(_ key: String, _ column: inout Column, onto page: inout Sheet) throws(LetterError) {
        try page.tagged(.subheading) { (page) throws(LetterError) in
            try column.add(words("sheet.title.\(key)"), LetterStyle.subtitle, gap: 8, onto: &page)
        }
    }

    private func composeRow(_ label: String, _ value: String, _ column: inout Column, onto page: inout Sheet) throws(LetterError) {
        try page.tagged(.paragraph) { (page) throws(LetterError) in
            try column.add(label, LetterStyle.body, onto: &page)
            page.place(try typesetter.set(value, LetterStyle.body.with(bold: true)), x: valuesLeft, baseline: column.baseline)
        }
    }

    private var valuesLeft: Double { left + millimetres(ControlSheetComposer.valueIndent) }
}
