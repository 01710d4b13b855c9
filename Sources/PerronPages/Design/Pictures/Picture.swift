import PerronDomain

/// Our own drawings, inline so that they take the page's colours, dark and forced ones too. Classes say what a stroke or a fill stands
/// for; no style stands in them. Those that say something have a text alternative, the others are hidden from screen readers.
package enum Picture {
    /// The product's sign: a flight of three steps.
    static let mark: HTML = """
        <svg class="mark" viewBox="0 0 40 40" aria-hidden="true" focusable="false">
        <path class="fill-primary" d="M4 34v-8h10.5v-8H25v-8h11v24z"/><path class="fill-accent" d="M28 10V4.5h8V10z"/></svg>
        """

    static let warningSign: HTML = """
        <svg class="sign" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path class="stroke" d="M12 3 22 21H2z"/>\
        <path class="stroke" d="M12 10v5m0 2.6v.4"/></svg>
        """

    static let infoSign: HTML = """
        <svg class="sign" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><circle class="stroke" cx="12" cy="12" r="9.5"/>\
        <path class="stroke" d="M12 11v6m0-10v.4"/></svg>
        """

    static let okSign: HTML = """
        <svg class="sign" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><circle class="stroke" cx="12" cy="12" r="9.5"/>\
        <path class="stroke" d="m7.5 12.5 3 3 6-6.5"/></svg>
        """

    /// A small flight of steps, those climbed filled in. The words beside it say the same.
    static func flight(climbed: Int, of count: Int) -> HTML {
        let width = 13
        let bars: [HTML] = (1...max(count, 1)).map { step in
            let height = 8 * step
            let look: HTML = step <= climbed ? "flight-climbed" : "flight-ahead"
            return
                "<rect class=\"\(look)\" x=\"\((step - 1) * width + 1)\" y=\"\(8 * count - height + 1)\" width=\"\(width - 3)\" height=\"\(height)\"/>"
        }
        return """
            <svg class="flight" viewBox="0 0 \(width * count) \(8 * count + 2)" aria-hidden="true" focusable="false">\(bars)</svg>
            """
    }
}
