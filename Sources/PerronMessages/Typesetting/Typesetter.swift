import CCairo

/// Shapes text with pango, from the letter's own font files and no other.
///
/// Fonts come from an empty fontconfig set-up into which two files are put: what the machine has installed changes no letter.
/// Not safe to use from two threads at once; `LetterPress` holds it behind a lock.
final class Typesetter {
    private let fontMap: UnsafeMutablePointer<PangoFontMap>
    private let context: OpaquePointer
    private let family: String
    private var descriptions: [FontKey: OpaquePointer] = [:]
    private var kept: [KeptKey: SetText] = [:]

    /// How many unchanging texts are kept shaped; beyond, all are shaped anew.
    private static let keptLimit = 2_000

    /// - Throws: `fontUnreadable` naming the file.
    init(fonts: LetterFonts) throws(LetterError) {
        let config = FcConfigCreate()
        defer { FcConfigDestroy(config) }
        for file in [fonts.regular, fonts.bold] where FcConfigAppFontAddFile(config, file) != FcTrue {
            throw .fontUnreadable(file)
        }
        guard let map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT), let context = pango_font_map_create_context(map) else {
            throw .fontUnreadable(fonts.regular)
        }
        pango_fc_font_map_set_config(OpaquePointer(map), config)
        fontMap = map
        self.context = context
        family = fonts.family
        prepareForPaper()
    }

    deinit {
        kept.removeAll()
        for description in descriptions.values { pango_font_description_free(description) }
        g_object_unref(UnsafeMutableRawPointer(context))
        g_object_unref(UnsafeMutableRawPointer(fontMap))
    }

    /// The language of what is set next (BCP 47): pango breaks lines and chooses letter shapes by it.
    func speak(_ language: String) {
        pango_context_set_language(context, pango_language_from_string(language))
    }

    /// Shapes `text` and breaks it into lines of `width` points, or leaves it on one line where `width` is nil.
    ///
    /// - Parameter emphasised: pieces of the text to be set in bold, wherever they occur in it.
    /// - Throws: `unprintable` where the fonts lack a character.
    func set(_ text: String, _ style: TextStyle, width: Double? = nil, emphasised: [String] = []) throws(LetterError) -> SetText {
        let layout = pango_layout_new(context)!
        let result = SetText(layout: layout, style: style, width: width)
        pango_layout_set_font_description(layout, description(FontKey(size: style.size, bold: style.bold)))
        if let width { pango_layout_set_width(layout, Int32(width * Double(PANGO_SCALE))) }
        pango_layout_set_text(layout, text, -1)
        attribute(layout, text: text, style: style, emphasised: emphasised)
        guard pango_layout_get_unknown_glyphs_count(layout) == 0 else { throw .unprintable }
        return result
    }

    /// The same for a text that many letters share: it is shaped once. Never for a code, a name or a number.
    func setOnce(_ text: String, _ style: TextStyle, width: Double? = nil, emphasised: [String] = []) throws(LetterError) -> SetText {
        let key = KeptKey(text: text, style: style, width: width, emphasised: emphasised)
        if let found = kept[key] { return found }
        let made = try set(text, style, width: width, emphasised: emphasised)
        if kept.count >= Typesetter.keptLimit { kept.removeAll() }
        kept[key] = made
        return made
    }

    /// One point is one unit, and nothing is rounded to pixels: paper has none.
    private func prepareForPaper() {
        pango_cairo_context_set_resolution(context, 72)
        pango_context_set_round_glyph_positions(context, 0)
        let options = cairo_font_options_create()
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        pango_cairo_context_set_font_options(context, options)
        cairo_font_options_destroy(options)
    }

    private func description(_ key: FontKey) -> OpaquePointer {
        if let found = descriptions[key] { return found }
        let made = pango_font_description_new()!
        pango_font_description_set_family(made, family)
        pango_font_description_set_absolute_size(made, key.size * Double(PANGO_SCALE))
        pango_font_description_set_weight(made, key.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
        descriptions[key] = made
        return made
    }

    private func attribute(_ layout: OpaquePointer, text: String, style: TextStyle, emphasised: [String]) {
        guard style.tracking != 0 || !emphasised.isEmpty else { return }
        let list = pango_attr_list_new()
        defer { pango_attr_list_unref(list) }
        if style.tracking != 0 {
            pango_attr_list_insert(list, pango_attr_letter_spacing_new(Int32(style.tracking * Double(PANGO_SCALE))))
        }
        for piece in emphasised {
            for range in text.utf8Ranges(of: piece) {
                let bold = pango_attr_weight_new(PANGO_WEIGHT_BOLD)!
                bold.pointee.start_index = UInt32(range.lowerBound)
                bold.pointee.end_index = UInt32(range.upperBound)
                pango_attr_list_insert(list, bold)
            }
        }
        pango_layout_set_attributes(layout, list)
    }

    private struct FontKey: Hashable {
        let size: Double
        let bold: Bool
    }

    private struct KeptKey: Hashable {
        let text: String
        let style: TextStyle
        let width: Double?
        let emphasised: [String]
    }
}

extension String {
    /// Where `piece` occurs, in offsets of UTF-8 bytes; occurrences don't overlap.
    func utf8Ranges(of piece: String) -> [Range<Int>] {
        let (haystack, needle) = (Array(utf8), Array(piece.utf8))
        guard !needle.isEmpty, haystack.count >= needle.count else { return [] }
        var ranges: [Range<Int>] = []
        var start = 0
        while start <= haystack.count - needle.count {
            if haystack[start..<start + needle.count].elementsEqual(needle) {
                ranges.append(start..<start + needle.count)
                start += needle.count
            } else {
                start += 1
            }
        }
        return ranges
    }
}
