/// Markup that is the same each time but for a few texts: set once, with marks in their places, then cast with the texts themselves,
/// which are escaped as everywhere.
package struct Mould: Sendable {
    private var pieces: [HTML] = []
    /// Which text follows each piece but the last.
    private var places: [Int] = []
    private var size = 0

    /// - Parameter marks: as they stand in `html`, each as often as its text does; of letters, digits and hyphens, and none within another.
    package init(_ html: HTML, marks: [String]) {
        let marks = marks.map { Array($0.utf8) }
        var (rest, position) = (html.bytes[...], 0)
        while position < html.bytes.endIndex {
            let here = html.bytes[position...]
            guard let place = marks.firstIndex(where: here.starts(with:)) else {
                position += 1
                continue
            }
            add(rest[..<position])
            places.append(place)
            position += marks[place].count
            rest = html.bytes[position...]
        }
        add(rest)
    }

    private mutating func add(_ markup: ArraySlice<UInt8>) {
        pieces.append(HTML(markup: Array(markup)))
        size += markup.count
    }

    /// - Parameter texts: one for each mark.
    package func cast(_ texts: [String]) -> HTML {
        let texts = texts.map(HTML.init(escaping:))
        var html = HTML(reserving: size + places.reduce(0) { $0 + texts[$1].bytes.count })
        for (piece, place) in zip(pieces, places) {
            html += piece
            html += texts[place]
        }
        return pieces.last.map { html + $0 } ?? html
    }
}
