import CCairo

/// A QR code as a mask of one bit to a module, through which ink is laid: a few hundred bytes of the PDF, where its outline is half of
/// the page's numbers. Never smoothed: a module's edge is as sharp as the printer makes it, and no hairline parts two neighbours.
struct Stencil: ~Copyable {
    private let surface: OpaquePointer

    init(_ code: QRCode) {
        let side = Int32(code.width)
        surface = cairo_image_surface_create(CAIRO_FORMAT_A1, side, side)
        let stride = Int(cairo_image_surface_get_stride(surface))
        let bytes = cairo_image_surface_get_data(surface)!
        cairo_surface_flush(surface)
        for row in 0..<code.width {
            for column in 0..<code.width where code.modules[row * code.width + column] {
                bytes[row * stride + column / 8] |= Stencil.bit(column % 8)
            }
        }
        cairo_surface_mark_dirty(surface)
    }

    deinit {
        cairo_surface_destroy(surface)
    }

    /// With the present ink, a module to a unit, from the origin on.
    func draw(on cairo: OpaquePointer) {
        let pattern = cairo_pattern_create_for_surface(surface)
        cairo_pattern_set_filter(pattern, CAIRO_FILTER_NEAREST)
        cairo_mask(cairo, pattern)
        cairo_pattern_destroy(pattern)
    }

    /// Of eight pixels of a byte: cairo packs them as the machine does its bytes.
    private static func bit(_ place: Int) -> UInt8 {
        1.littleEndian == 1 ? 1 << place : 0x80 >> place
    }
}
