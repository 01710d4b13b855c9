import CCairo

/// A page drawn by cairo into dots, white where nothing is.
struct PageImage {
    private let surface: OpaquePointer

    /// - Parameters:
    ///   - width, height: in points.
    ///   - scale: dots to a point.
    init(width: Double, height: Double, scale: Double, draw: (OpaquePointer) -> Void) {
        surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32((width * scale).rounded(.up)), Int32((height * scale).rounded(.up)))
        let cairo = cairo_create(surface)!
        cairo_set_source_rgb(cairo, 1, 1, 1)
        cairo_paint(cairo)
        cairo_scale(cairo, scale, scale)
        draw(cairo)
        cairo_destroy(cairo)
    }

    /// The picture as a PNG file. May be asked for once: the dots go with it.
    consuming func png() throws(LetterError) -> [UInt8] {
        defer { cairo_surface_destroy(surface) }
        let sink = Sink()
        let status = cairo_surface_write_to_png_stream(
            surface,
            { closure, data, length in
                guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
                let sink = Unmanaged<Sink>.fromOpaque(closure).takeUnretainedValue()
                sink.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
                return CAIRO_STATUS_SUCCESS
            }, Unmanaged.passUnretained(sink).toOpaque())
        guard status == CAIRO_STATUS_SUCCESS else { throw .drawing(Int(status.rawValue)) }
        return sink.bytes
    }

    private final class Sink {
        var bytes: [UInt8] = []
    }
}
