/// How a text of a letter looks. Sizes and distances are in points.
struct TextStyle: Hashable, Sendable {
    var size: Double
    /// From one baseline to the next.
    var leading: Double
    var bold = false
    /// What is added between two characters.
    var tracking = 0.0
    var alignment = Alignment.left
    var ink = Ink.black

    enum Alignment: Hashable, Sendable {
        case left
        case right
    }

    func scaled(by scale: Double) -> TextStyle {
        if scale == 1 { return self }
        var style = self
        style.size *= scale
        style.leading *= scale
        style.tracking *= scale
        return style
    }

    func with(size: Double? = nil, bold: Bool? = nil, alignment: Alignment? = nil, ink: Ink? = nil) -> TextStyle {
        var style = self
        style.size = size ?? self.size
        style.bold = bold ?? self.bold
        style.alignment = alignment ?? self.alignment
        style.ink = ink ?? self.ink
        return style
    }
}

/// The only two inks of a letter: text is black, so that a grey laser prints it well.
enum Ink: Hashable, Sendable {
    case black
    case teal

    /// Red, green, blue, 0 … 1.
    var components: (Double, Double, Double) {
        switch self {
        case .black: (0, 0, 0)
        case .teal: (0x0B / 255.0, 0x5C / 255.0, 0x6B / 255.0)
        }
    }
}
