/// Adds to a PDF what cairo 1.16 can't write: the document's language, and that a reader shows its title instead of its file name.
///
/// An incremental update (ISO 32000-1 7.5.6): the old bytes stay as they are, a new catalog and a short cross-reference table follow.
enum PDFCatalog {
    /// The bytes unchanged where the file isn't built as expected: a letter without these two entries is still a letter.
    static func completed(_ pdf: [UInt8], language: String) -> [UInt8] {
        guard let end = Ending(pdf), let catalog = catalog(pdf, end) else { return pdf }
        let entries = " /Lang (\(language)) /ViewerPreferences << /DisplayDocTitle true >>\n"
        guard let close = catalog.range(of: ">>", backwards: true) else { return pdf }
        var result = pdf
        if result.last != 0x0A { result.append(0x0A) }
        let place = result.count
        result += catalog[..<close]
        result += Array(entries.utf8) + catalog[close...]
        let table = result.count
        result += Array(
            """
            xref
            \(end.root) 1
            \(padded(place)) 00000 n\u{20}
            trailer
            << /Size \(end.size) /Root \(end.root) 0 R /Info \(end.info) 0 R /Prev \(end.table) >>
            startxref
            \(table)
            %%EOF

            """.utf8)
        return result
    }

    /// `n 0 obj … endobj` of the catalog, found through the cross-reference table.
    private static func catalog(_ pdf: [UInt8], _ end: Ending) -> [UInt8]? {
        let header = pdf[end.table...].prefix(64).split(separator: 0x0A, maxSplits: 2)
        guard header.count == 3, header[0].elementsEqual("xref".utf8), header[1].starts(with: "0 ".utf8) else { return nil }
        let entry = header[2].startIndex + 20 * end.root
        guard entry + 10 <= pdf.count, let place = Int(String(decoding: pdf[entry..<entry + 10], as: UTF8.self)), place < end.table else {
            return nil
        }
        let object = Array(pdf[place..<min(end.table, place + 2_000)])
        guard object.starts(with: "\(end.root) 0 obj".utf8), let close = object.range(of: "endobj") else { return nil }
        return object[..<close] + Array("endobj\n".utf8)
    }

    private static func padded(_ offset: Int) -> String {
        let digits = String(offset)
        return String(repeating: "0", count: max(0, 10 - digits.count)) + digits
    }

    /// What stands after the last cross-reference table.
    private struct Ending {
        let table: Int
        let size: Int
        let root: Int
        let info: Int

        init?(_ pdf: [UInt8]) {
            let tokens = String(decoding: pdf.suffix(200), as: UTF8.self).split { $0 == " " || $0 == "\n" || $0 == "\r" }
            func number(after name: Substring) -> Int? {
                tokens.lastIndex(of: name).flatMap { $0 + 1 < tokens.count ? Int(tokens[$0 + 1]) : nil }
            }
            guard let table = number(after: "startxref"), let size = number(after: "/Size"), let root = number(after: "/Root"),
                let info = number(after: "/Info"), pdf.indices.contains(table)
            else { return nil }
            (self.table, self.size, self.root, self.info) = (table, size, root, info)
        }
    }
}

extension [UInt8] {
    /// Where `text` begins, the first time or the last.
    fileprivate func range(of text: String, backwards: Bool = false) -> Int? {
        let needle = Array(text.utf8)
        guard count >= needle.count else { return nil }
        let starts = [Int](0...count - needle.count)
        let isThere = { (start: Int) in self[start..<start + needle.count].elementsEqual(needle) }
        return backwards ? starts.last(where: isThere) : starts.first(where: isThere)
    }
}
