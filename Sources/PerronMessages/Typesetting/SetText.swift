import CCairo

/// A text shaped and broken into lines, ready to be drawn any number of times.
final class SetText {
    let style: TextStyle
    let width: Double?
    private let layout: OpaquePointer

    /// Takes over the caller's reference to `layout`.
    init(layout: OpaquePointer, style: TextStyle, width: Double?) {
        self.layout = layout
        self.style = style
        self.width = width
    }

    deinit {
        g_object_unref(UnsafeMutableRawPointer(layout))
    }

    var lineCount: Int { Int(pango_layout_get_line_count(layout)) }

    /// The widest line, in points.
    var breadth: Double {
        (0..<lineCount).map { breadth(of: line($0)) }.max() ?? 0
    }

    /// Whether the last of several lines holds hardly a word: less than a sixth of the column.
    var endsWithLoneWord: Bool {
        guard let width, lineCount > 1 else { return false }
        return breadth(of: line(lineCount - 1)) < width / 6
    }

    /// - Parameters:
    ///   - x: left edge of the column; of a text without a width that aligns to the right, its right edge.
    ///   - baseline: of the first line.
    ///   - leading: from one baseline to the next, in points.
    func draw(on cairo: OpaquePointer, x: Double, baseline: Double, leading: Double) {
        let (red, green, blue) = style.ink.components
        cairo_set_source_rgb(cairo, red, green, blue)
        for index in 0..<lineCount {
            let line = line(index)
            cairo_move_to(cairo, x + indent(of: line), baseline + Double(index) * leading)
            pango_cairo_show_layout_line(cairo, line)
        }
    }

    private func line(_ index: Int) -> UnsafeMutablePointer<PangoLayoutLine> {
        pango_layout_get_line_readonly(layout, Int32(index))
    }

    private func breadth(of line: UnsafeMutablePointer<PangoLayoutLine>) -> Double {
        var logical = PangoRectangle()
        pango_layout_line_get_extents(line, nil, &logical)
        return Double(logical.width) / Double(PANGO_SCALE)
    }

    private func indent(of line: UnsafeMutablePointer<PangoLayoutLine>) -> Double {
        switch style.alignment {
        case .left: 0
        case .right: (width ?? 0) - breadth(of: line)
        }
    }
}
