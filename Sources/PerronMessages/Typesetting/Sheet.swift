import CCairo

/// A letter as a list of marks in the order in which they are read, so that it can be measured before a drop of ink is spent: a page, in large
/// print several.
/// Coordinates are in points from the upper left corner.
struct Sheet {
    private(set) var marks: [Mark] = []
    /// The lowest baseline of text and the lowest edge of a drawing, on any page.
    private(set) var lowest = 0.0
    private(set) var lowestOnPage = 0.0
    private(set) var pageCount = 1

    enum Mark {
        case open(Tag)
        case close(Tag)
        case text(SetText, x: Double, baseline: Double, leading: Double)
        case rule(x: Double, y: Double, width: Double)
        case box(x: Double, y: Double, width: Double, height: Double)
        /// What follows stands on the next page.
        case turn
        case squares(QRCode, x: Double, y: Double, side: Double)
    }

    /// Structure for screen readers (ISO 32000-1 14.8.4).
    enum Tag {
        case section
        case heading
        case subheading
        case paragraph
        case list
        case listItem
        case label
        case listBody
        case figure
        case link(String)
    }

    mutating func tagged(_ tag: Tag, _ content: (inout Sheet) throws(LetterError) -> Void) throws(LetterError) {
        marks.append(.open(tag))
        try content(&self)
        marks.append(.close(tag))
    }

    /// - Returns: the baseline of the text's last line.
    @discardableResult
    mutating func place(_ text: SetText, x: Double, baseline: Double, leading: Double? = nil) -> Double {
        let leading = leading ?? text.style.leading
        marks.append(.text(text, x: x, baseline: baseline, leading: leading))
        let last = baseline + Double(max(0, text.lineCount - 1)) * leading
        reach(last)
        return last
    }

    mutating func place(_ mark: Mark, bottom: Double) {
        marks.append(mark)
        reach(bottom)
    }

    mutating func turn() {
        marks.append(.turn)
        lowestOnPage = 0
        pageCount += 1
    }

    private mutating func reach(_ edge: Double) {
        lowest = max(lowest, edge)
        lowestOnPage = max(lowestOnPage, edge)
    }

    /// Puts a text of its own on the foot of each page, by the page's number.
    mutating func addFeet(x: Double, baseline: Double, _ text: (Int) throws(LetterError) -> SetText) throws(LetterError) {
        var (footed, page): ([Mark], Int) = ([], 1)
        func foot(_ text: SetText) -> [Mark] {
            [.open(.paragraph), .text(text, x: x, baseline: baseline, leading: text.style.leading), .close(.paragraph)]
        }
        // The last mark closes the whole letter.
        for (index, mark) in marks.enumerated() {
            if case .turn = mark {
                footed += foot(try text(page))
                page += 1
            } else if index == marks.count - 1 {
                footed += foot(try text(page))
            }
            footed.append(mark)
        }
        marks = footed
    }

    /// - Parameter turn: what ends a page.
    func draw(on cairo: OpaquePointer, turn: () -> Void) {
        for mark in marks {
            if case .turn = mark { turn() } else { draw(mark, on: cairo) }
        }
    }

    /// The first page alone.
    func drawFirstPage(on cairo: OpaquePointer) {
        for mark in marks {
            if case .turn = mark { return }
            draw(mark, on: cairo)
        }
    }

    private func draw(_ mark: Mark, on cairo: OpaquePointer) {
        switch mark {
        case .open(let tag): cairo_tag_begin(cairo, tag.name, tag.attributes)
        case .close(let tag): cairo_tag_end(cairo, tag.name)
        case .text(let text, let x, let baseline, let leading): text.draw(on: cairo, x: x, baseline: baseline, leading: leading)
        case .rule(let x, let y, let width): stroke(on: cairo) { cairo_rectangle(cairo, x, y, width, 0) }
        case .box(let x, let y, let width, let height): stroke(on: cairo) { cairo_rectangle(cairo, x, y, width, height) }
        case .turn: break
        case .squares(let code, let x, let y, let side): draw(code, x: x, y: y, side: side, on: cairo)
        }
    }

    /// Rules and boxes are one point thick, in teal.
    private func stroke(on cairo: OpaquePointer, path: () -> Void) {
        let (red, green, blue) = Ink.teal.components
        cairo_set_source_rgb(cairo, red, green, blue)
        cairo_set_line_width(cairo, 1)
        path()
        cairo_stroke(cairo)
    }

    private func draw(_ code: QRCode, x: Double, y: Double, side: Double, on cairo: OpaquePointer) {
        cairo_save(cairo)
        cairo_translate(cairo, x, y)
        cairo_scale(cairo, side / Double(code.width), side / Double(code.width))
        cairo_set_source_rgb(cairo, 0, 0, 0)
        Stencil(code).draw(on: cairo)
        cairo_restore(cairo)
    }
}

extension Sheet.Tag {
    fileprivate var name: String {
        switch self {
        case .section: "Sect"
        case .heading: "H1"
        case .subheading: "H2"
        case .paragraph: "P"
        case .list: "L"
        case .listItem: "LI"
        case .label: "Lbl"
        case .listBody: "LBody"
        case .figure: "Figure"
        case .link: "Link"
        }
    }

    /// cairo's own syntax: strings in single quotes, backslash before a quote or a backslash.
    fileprivate var attributes: String {
        guard case .link(let address) = self else { return "" }
        let escaped = address.reduce(into: "") { $0 += $1 == "'" || $1 == "\\" ? "\\\($1)" : String($1) }
        return "uri='\(escaped)'"
    }
}
