import CCairo
import PerronDomain

/// A PDF drawn by cairo straight into memory.
final class PDFDocument {
    private let surface: OpaquePointer
    private let cairo: OpaquePointer
    private let sink: Sink

    /// - Parameters: width, height: of every page, in points.
    init(width: Double, height: Double) {
        let sink = Sink()
        // The surface doesn't keep the sink alive; this object does, and outlives the surface.
        let surface = cairo_pdf_surface_create_for_stream(
            { closure, data, length in
                guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
                let sink = Unmanaged<Sink>.fromOpaque(closure).takeUnretainedValue()
                sink.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
                return CAIRO_STATUS_SUCCESS
            }, Unmanaged.passUnretained(sink).toOpaque(), width, height)!
        self.sink = sink
        self.surface = surface
        cairo = cairo_create(surface)
    }

    deinit {
        cairo_destroy(cairo)
        cairo_surface_finish(surface)
        cairo_surface_destroy(surface)
    }

    /// One page, or several where `draw` turns them.
    func addPages(_ draw: (OpaquePointer, _ turn: () -> Void) -> Void) {
        draw(cairo) { cairo_show_page(cairo) }
        cairo_show_page(cairo)
    }

    /// The whole file; nothing can be drawn afterwards.
    func finish(_ description: Description?) throws(LetterError) -> [UInt8] {
        if let description { describe(description) }
        let status = cairo_status(cairo)
        guard status == CAIRO_STATUS_SUCCESS else { throw .drawing(Int(status.rawValue)) }
        cairo_surface_finish(surface)
        let finished = cairo_surface_status(surface)
        guard finished == CAIRO_STATUS_SUCCESS else { throw .drawing(Int(finished.rawValue)) }
        guard let language = description?.language else { return sink.bytes }
        return PDFCatalog.completed(sink.bytes, language: language.rawValue)
    }

    struct Description {
        let title: String
        let author: String
        /// Instead of the time at which cairo runs, which would make each copy of a batch another file.
        let created: CalendarDay
        let language: Language?
    }

    private func describe(_ description: Description) {
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, description.title)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, description.author)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "Perron")
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "\(description.created.iso)T00:00:00Z")
    }

    private final class Sink {
        var bytes: [UInt8] = []
    }
}
