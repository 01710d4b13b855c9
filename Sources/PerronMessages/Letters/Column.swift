/// A column of text that grows downwards: each paragraph stands under the one before.
struct Column {
    let typesetter: Typesetter
    var x: Double
    var width: Double
    let leadingFactor: Double
    /// What every style is multiplied by: 1, or more in large print.
    let scale: Double
    /// Where a page ends and the next one begins, in points; nil for a column of one page, whatever its length.
    let turn: (bottom: Double, top: Double)?
    /// Where the last line stands, in points.
    private(set) var baseline = 0.0

    init(
        typesetter: Typesetter, x: Double, width: Double, leadingFactor: Double, scale: Double = 1,
        turn: (bottom: Double, top: Double)? = nil
    ) {
        self.typesetter = typesetter
        self.x = x
        self.width = width
        self.leadingFactor = leadingFactor
        self.scale = scale
        self.turn = turn
    }

    mutating func start(atBaseline baseline: Double) {
        self.baseline = baseline
    }

    /// Begins so that the first line, to be set in `style`, keeps its accents under `edge` whatever the leading.
    mutating func start(below edge: Double, first style: TextStyle) {
        let style = style.scaled(by: scale)
        baseline = edge + style.size * 1.25 - style.leading * leadingFactor
    }

    mutating func skip(_ distance: Double) {
        baseline += distance * leadingFactor * scale
    }

    /// Sets a text under what stands already.
    ///
    /// - Parameters:
    ///   - gap: what is added to the leading above the first line, in points.
    ///   - personal: true where the text holds something of one letter only, which must not be kept.
    mutating func add(
        _ text: String, _ style: TextStyle, gap: Double = 0, emphasised: [String] = [], personal: Bool = false, onto sheet: inout Sheet
    ) throws(LetterError) {
        let style = style.scaled(by: scale)
        let shape = { [typesetter] (width: Double) throws(LetterError) -> SetText in
            personal
                ? try typesetter.set(text, style, width: width, emphasised: emphasised)
                : try typesetter.setOnce(text, style, width: width, emphasised: emphasised)
        }
        var shaped = try shape(width)
        if shaped.endsWithLoneWord {
            let narrower = try shape(width * 0.92)
            if narrower.lineCount == shaped.lineCount { shaped = narrower }
        }
        let leading = style.leading * leadingFactor
        baseline = sheet.place(shaped, x: x, baseline: baseline + gap * scale * leadingFactor + leading, leading: leading)
    }

    /// Sets what belongs together, on the next page where this one has no room for it.
    mutating func keepTogether(
        onto sheet: inout Sheet, _ body: (inout Column, inout Sheet) throws(LetterError) -> Void
    ) throws(LetterError) {
        guard let turn else { return try body(&self, &sheet) }
        var (column, tried) = (self, sheet)
        try body(&column, &tried)
        if tried.lowestOnPage <= turn.bottom {
            (self, sheet) = (column, tried)
            return
        }
        sheet.turn()
        baseline = turn.top
        try body(&self, &sheet)
    }

    /// The same column, narrower by `indent` points at its left.
    func indented(by indent: Double) -> Column {
        var column = self
        column.x += indent
        column.width -= indent
        return column
    }

    /// Goes on below `other`.
    mutating func follow(_ other: Column) {
        baseline = other.baseline
    }
}
