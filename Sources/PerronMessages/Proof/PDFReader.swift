import CCairo

/// Reads a PDF back page by page, with the library by which most programs of a Linux system show one. Not `Sendable`: one reader, one thread.
package final class PDFReader {
    private let document: OpaquePointer
    package let pageCount: Int

    /// - Throws: `PDFUnreadable` for what is no PDF, is damaged or asks for a password.
    package init(_ bytes: [UInt8]) throws(PDFUnreadable) {
        let held = bytes.withUnsafeBytes { g_bytes_new($0.baseAddress, gsize($0.count)) }
        defer { g_bytes_unref(held) }
        var failure: UnsafeMutablePointer<GError>?
        guard let opened = poppler_document_new_from_bytes(held, nil, &failure) else {
            defer { g_error_free(failure) }
            throw PDFUnreadable(reason: failure?.pointee.message.map { String(cString: $0) } ?? "it is no PDF")
        }
        document = opened
        pageCount = Int(poppler_document_get_n_pages(opened))
    }

    deinit {
        g_object_unref(UnsafeMutableRawPointer(document))
    }

    /// - Parameters:
    ///   - page: from 1.
    ///   - area: where ink that is no word's is looked for.
    /// - Throws: `PDFUnreadable` where the page is damaged.
    package func read(page number: Int, lookingForInkIn area: Box) throws(PDFUnreadable) -> PageReading {
        guard let page = poppler_document_get_page(document, Int32(number - 1)) else {
            throw PDFUnreadable(reason: "page \(number) can't be read")
        }
        defer { g_object_unref(UnsafeMutableRawPointer(page)) }
        var (width, height) = (0.0, 0.0)
        poppler_page_get_size(page, &width, &height)
        let words = words(on: page)
        let ink = PageInk(page, in: area)
        return PageReading(
            width: width / LetterLayout.pointsPerMillimetre, height: height / LetterLayout.pointsPerMillimetre, words: words,
            drawn: ink.box(besides: words.map(\.box)))
    }

    /// The fonts that are not embedded, by the page on which each is first used.
    package func foreignFonts() -> [(page: Int, name: String)] {
        let scan = poppler_font_info_new(document)
        defer { g_object_unref(scan.map { UnsafeMutableRawPointer($0) }) }
        var foreign: [(page: Int, name: String)] = []
        for page in 1...max(1, pageCount) {
            var fonts: OpaquePointer?
            // Each call goes on where the last one stopped, and tells what it has not told before.
            guard poppler_font_info_scan(scan, 1, &fonts) != 0 else { continue }
            defer { poppler_fonts_iter_free(fonts) }
            repeat {
                guard poppler_fonts_iter_is_embedded(fonts) == 0 else { continue }
                foreign.append((page, poppler_fonts_iter_get_name(fonts).map { String(cString: $0) } ?? "without a name"))
            } while poppler_fonts_iter_next(fonts) != 0
        }
        return foreign
    }

    private func words(on page: OpaquePointer) -> [PageReading.Word] {
        guard let text = poppler_page_get_text(page) else { return [] }
        defer { g_free(text) }
        var (boxes, count): (UnsafeMutablePointer<PopplerRectangle>?, guint) = (nil, 0)
        guard poppler_page_get_text_layout(page, &boxes, &count) != 0, let boxes else { return [] }
        defer { g_free(boxes) }
        var words: [PageReading.Word] = []
        var (letters, around): (String.UnicodeScalarView, Box?) = (.init(), nil)
        func endWord() {
            if let around { words.append(PageReading.Word(text: String(letters), box: around)) }
            (letters, around) = (.init(), nil)
        }
        for (scalar, box) in zip(String(cString: text).unicodeScalars, UnsafeBufferPointer(start: boxes, count: Int(count))) {
            if scalar.properties.isWhitespace {
                endWord()
            } else {
                letters.append(scalar)
                around = Box(points: box).joined(with: around)
            }
        }
        endWord()
        return words
    }
}

/// Why a file can't be read as a PDF, in the library's words.
package struct PDFUnreadable: Error, Equatable, Sendable {
    package let reason: String
}

extension Box {
    fileprivate init(points: PopplerRectangle) {
        let unit = LetterLayout.pointsPerMillimetre
        self.init(left: points.x1 / unit, top: points.y1 / unit, right: points.x2 / unit, bottom: points.y2 / unit)
    }
}

/// An area of a page as it is put on paper, 150 dots to the inch.
private struct PageInk {
    private static let dotsPerMillimetre = 150 / 25.4
    /// Of 255: paler dots are what smoothing leaves beside an edge.
    private static let palest = 0xF0

    private let area: Box
    private let columns: Int
    private let rows: Int
    private var dark: [Bool]

    init(_ page: OpaquePointer, in area: Box) {
        self.area = area
        columns = Int(((area.right - area.left) * Self.dotsPerMillimetre).rounded(.up))
        rows = Int(((area.bottom - area.top) * Self.dotsPerMillimetre).rounded(.up))
        dark = Array(repeating: false, count: columns * rows)
        let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(columns), Int32(rows))
        defer { cairo_surface_destroy(surface) }
        let cairo = cairo_create(surface)
        cairo_set_source_rgb(cairo, 1, 1, 1)
        cairo_paint(cairo)
        let scale = Self.dotsPerMillimetre / LetterLayout.pointsPerMillimetre
        cairo_scale(cairo, scale, scale)
        cairo_translate(cairo, -area.left * LetterLayout.pointsPerMillimetre, -area.top * LetterLayout.pointsPerMillimetre)
        poppler_page_render(page, cairo)
        cairo_destroy(cairo)
        cairo_surface_flush(surface)
        guard let dots = cairo_image_surface_get_data(surface) else { return }
        let stride = Int(cairo_image_surface_get_stride(surface))
        for row in 0..<rows {
            for column in 0..<columns {
                let dot = dots + row * stride + column * 4
                dark[row * columns + column] = min(dot[0], dot[1], dot[2]) < Self.palest
            }
        }
    }

    /// What surrounds the dark dots outside of `boxes`, which are taken half a millimetre larger: letters reach out of their boxes.
    func box(besides boxes: [Box]) -> Box? {
        var rest = dark
        for box in boxes {
            let across = range(box.left - 0.5 - area.left, box.right + 0.5 - area.left, columns)
            for row in range(box.top - 0.5 - area.top, box.bottom + 0.5 - area.top, rows) {
                for column in across { rest[row * columns + column] = false }
            }
        }
        var found: Box?
        for index in rest.indices where rest[index] {
            let (row, column) = (Double(index / columns), Double(index % columns))
            let dot = Box(
                left: area.left + column / Self.dotsPerMillimetre, top: area.top + row / Self.dotsPerMillimetre,
                right: area.left + (column + 1) / Self.dotsPerMillimetre, bottom: area.top + (row + 1) / Self.dotsPerMillimetre)
            found = dot.joined(with: found)
        }
        return found
    }

    private func range(_ from: Double, _ to: Double, _ count: Int) -> Range<Int> {
        let start = min(max(0, Int((from * Self.dotsPerMillimetre).rounded(.down))), count)
        return start..<max(start, min(count, Int((to * Self.dotsPerMillimetre).rounded(.up))))
    }
}
