import PerronDomain

/// The recipient's address in the envelope's window: as large as its lines allow, up to 11 points.
///
/// Seven lines of 38 wide characters still stand inside; smaller than 5 points nobody could read it, and it is refused.
struct AddressBlock {
    private let lines: [SetText]
    private let x: Double
    private let firstBaseline: Double
    private let leading: Double

    /// Kept clear inside the window's edges, in millimetres.
    private static let inset = 0.4
    private static let largest = 11.0
    private static let smallest = 5.0
    /// Of the size: from a baseline to the next, and the height of accented capitals above and of a cedilla below the baseline, with
    /// the font's own generous box (Andika: 1.22 and 0.39) so that whoever measures boxes finds them inside.
    private static let leading = 1.1
    private static let widestLeading = 1.32
    private static let ascent = 1.22
    private static let descent = 0.39

    init(lines: [String], layout: LetterLayout, typesetter: Typesetter) throws(LetterError) {
        let width = millimetres(layout.addressRight - layout.addressLeft - AddressBlock.inset * 2)
        let height = millimetres(layout.addressBottom - layout.addressTop - AddressBlock.inset * 2)
        let perSize = AddressBlock.ascent + AddressBlock.descent + Double(max(0, lines.count - 1)) * AddressBlock.leading
        var size = min(AddressBlock.largest, height / perSize)
        var shaped = try AddressBlock.shape(lines, size: size, typesetter: typesetter)
        let breadth = shaped.map(\.breadth).max() ?? 0
        if breadth > width {
            size *= width / breadth * 0.999
            shaped = try AddressBlock.shape(lines, size: size, typesetter: typesetter)
        }
        guard size >= AddressBlock.smallest else { throw .addressTooLarge }
        self.lines = shaped
        let room = (height / size - AddressBlock.ascent - AddressBlock.descent) / Double(max(1, lines.count - 1))
        leading = size * min(AddressBlock.widestLeading, room)
        x = millimetres(layout.addressLeft + AddressBlock.inset)
        firstBaseline = millimetres(layout.addressTop + AddressBlock.inset) + size * AddressBlock.ascent
    }

    func place(onto sheet: inout Sheet) {
        for (index, line) in lines.enumerated() {
            sheet.place(line, x: x, baseline: firstBaseline + Double(index) * leading)
        }
    }

    private static func shape(_ lines: [String], size: Double, typesetter: Typesetter) throws(LetterError) -> [SetText] {
        let style = TextStyle(size: size, leading: 0)
        var shaped: [SetText] = []
        for line in lines { shaped.append(try typesetter.set(line, style)) }
        return shaped
    }
}
