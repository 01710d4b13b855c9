import PerronDomain

/// The upper third: the fund at the left, the file number at the top right, and between the folds the address, alone in its zone.
struct LetterHeadComposer {
    let typesetter: Typesetter
    let layout: LetterLayout
    let words: Words

    func compose(_ head: LetterHead, onto sheet: inout Sheet) throws(LetterError) {
        try composeFund(head.fund, onto: &sheet)
        try composeNumber(head.fileNumber, onto: &sheet)
        try composeSender(head, onto: &sheet)
        try composeAddress(head.recipient, onto: &sheet)
    }

    private var left: Double { millimetres(layout.marginLeft) }
    private var right: Double { millimetres(layout.pageWidth - layout.marginRight) }

    /// The name in at most two lines and the rule under it, all above the zone.
    func composeFund(_ fund: PensionFund, onto sheet: inout Sheet) throws(LetterError) {
        try sheet.tagged(.paragraph) { (sheet) throws(LetterError) in
            let name = try balanced(fund.name, LetterStyle.fund, width: millimetres(95))
            let last = millimetres(layout.quietTop - 12)
            sheet.place(name, x: left, baseline: name.lineCount == 1 ? last : last - name.style.leading)
        }
        let rule = millimetres(layout.quietTop - 5)
        sheet.place(.rule(x: left, y: rule, width: right - left), bottom: rule)
    }

    /// At most two lines, and two of about one length: a single word alone on the second looks like an accident.
    private func balanced(_ text: String, _ style: TextStyle, width: Double) throws(LetterError) -> SetText {
        for size in stride(from: style.size, through: 9, by: -1) {
            var best = try typesetter.setOnce(text, style.with(size: size), width: width)
            guard best.lineCount <= 2, best.breadth <= width else { continue }
            for narrower in stride(from: width * 0.95, through: width * 0.4, by: -width * 0.05) where best.lineCount == 2 {
                let candidate = try typesetter.setOnce(text, style.with(size: size), width: narrower)
                guard candidate.lineCount == 2, candidate.breadth <= narrower else { break }
                best = candidate
            }
            return best
        }
        throw .overflow
    }

    private func composeNumber(_ number: FileNumber, onto sheet: inout Sheet) throws(LetterError) {
        try sheet.tagged(.paragraph) { (sheet) throws(LetterError) in
            let label = try typesetter.setOnce(words("letter.number"), LetterStyle.numberLabel)
            let digits = try typesetter.set(number.grouped, LetterStyle.number)
            sheet.place(label, x: right, baseline: millimetres(layout.quietTop - 19))
            sheet.place(digits, x: right, baseline: millimetres(layout.quietTop - 12))
        }
    }

    /// Who writes, beside the window: address, telephone, hours, then the letter's date and number.
    private func composeSender(_ head: LetterHead, onto sheet: inout Sheet) throws(LetterError) {
        var column = Column(
            typesetter: typesetter, x: millimetres(layout.senderLeft), width: millimetres(layout.senderRight - layout.senderLeft),
            leadingFactor: 1)
        column.start(atBaseline: millimetres(layout.senderTop))
        let telephone = words("letter.telephone", ["telephone": head.fund.telephone.unbroken])
        try sheet.tagged(.paragraph) { (sheet) throws(LetterError) in
            for line in head.fund.postalAddress { try column.add(line, LetterStyle.sender, onto: &sheet) }
        }
        try sheet.tagged(.paragraph) { (sheet) throws(LetterError) in
            try column.add(telephone, LetterStyle.telephone, gap: 6, onto: &sheet)
            try column.add(head.fund.openingHours(in: head.language).text, LetterStyle.sender, onto: &sheet)
        }
        try sheet.tagged(.paragraph) { (sheet) throws(LetterError) in
            try column.add(words("letter.date", ["day": words.day(head.postingDay)]), LetterStyle.sender, gap: 6, onto: &sheet)
            try column.add(words("letter.reference", ["number": head.number.shown]), LetterStyle.sender, personal: true, onto: &sheet)
        }
        guard column.baseline <= millimetres(layout.quietBottom) else { throw .overflow }
    }

    private func composeAddress(_ recipient: LetterHead.Recipient, onto sheet: inout Sheet) throws(LetterError) {
        let block = try AddressBlock(lines: recipient.addressLines(words), layout: layout, typesetter: typesetter)
        try sheet.tagged(.paragraph) { (sheet) throws(LetterError) in
            block.place(onto: &sheet)
        }
    }
}

extension String {
    /// With no-break spaces, so that a telephone number stays on one line.
    var unbroken: String { String(map { $0 == " " ? "\u{00A0}" : $0 }) }
}
