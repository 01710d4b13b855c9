import PerronDomain

/// Whether a letter's page can be posted: what its window shows, and how its address is written (NF Z 10-011). Pure: it judges what was read back.
package struct LetterProof: Sendable {
    /// What is wrong, and where. Never what stands there: it may be a name, an address or a code.
    package enum Fault: Sendable, Equatable {
        /// The page is not of the form's size.
        case size(width: Double, height: Double)
        case noAddress
        /// A word of the address reaches out of its box.
        case addressOutside(Box)
        /// A word, or what is drawn, in the zone that the window can show when the sheet slides.
        case stray(Box)
        /// NF Z 10-011: six lines.
        case tooManyLines(Int)
        /// NF Z 10-011: 38 characters, spaces among them.
        case tooLong(line: Int, length: Int)
        /// NF Z 10-011: the last two lines, three abroad, in capitals without accents or punctuation.
        case notInCapitals(line: Int)
        /// The last line is neither a post code and a town nor a country.
        case noTown(line: Int)
        /// A code above the fold.
        case codeTooHigh(Box)
    }

    private let layout: LetterLayout
    private let countries: CountryNames

    package init(layout: LetterLayout) {
        self.layout = layout
        countries = CountryNames()
    }

    /// Where nothing may stand but the address.
    package var clearZone: Box {
        Box(left: layout.quietLeft, top: layout.quietTop, right: layout.quietRight, bottom: layout.quietBottom)
    }

    private var addressBox: Box {
        Box(left: layout.addressLeft, top: layout.addressTop, right: layout.addressRight, bottom: layout.addressBottom)
    }

    /// In the order in which one reads a page.
    package func faults(in page: PageReading) -> [Fault] {
        var faults: [Fault] = []
        if abs(page.width - layout.pageWidth) > 0.5 || abs(page.height - layout.pageHeight) > 0.5 {
            faults.append(.size(width: page.width, height: page.height))
        }
        let shown = page.words.filter { $0.box.meets(clearZone) }
        let address = shown.filter { $0.box.meets(addressBox) }
        faults += shown.filter { !$0.box.meets(addressBox) }.map { .stray($0.box) }
        if let drawn = page.drawn { faults.append(.stray(drawn)) }
        faults += address.filter { !addressBox.holds($0.box) }.map { .addressOutside($0.box) }
        faults += judge(lines(of: address))
        faults += page.words.filter { $0.box.top < layout.codeTop && LetterProof.isCode($0.text) }.map { .codeTooHigh($0.box) }
        return faults
    }

    /// Words side by side, in one line each.
    private func lines(of words: [PageReading.Word]) -> [String] {
        var lines: [(box: Box, words: [PageReading.Word])] = []
        for word in words.sorted(by: { $0.box.top < $1.box.top }) {
            if let last = lines.last, last.box.sharesHeight(with: word.box) > 0.6 {
                lines[lines.count - 1].words.append(word)
            } else {
                lines.append((word.box, [word]))
            }
        }
        return lines.map { line in line.words.sorted { $0.box.left < $1.box.left }.map(\.text).joined(separator: " ") }
    }

    private func judge(_ lines: [String]) -> [Fault] {
        guard let last = lines.last else { return [.noAddress] }
        var faults: [Fault] = []
        if lines.count > PostalAddress.lineCount { faults.append(.tooManyLines(lines.count)) }
        for (index, line) in lines.enumerated() where line.count > PostalAddress.lineLength {
            faults.append(.tooLong(line: index + 1, length: line.count))
        }
        let isAbroad = countries.contains(last)
        if !isAbroad && !LetterProof.isTown(last) { faults.append(.noTown(line: lines.count)) }
        for index in lines.indices.suffix(isAbroad ? 3 : 2) where index > 0 && !LetterProof.isInCapitals(lines[index]) {
            faults.append(.notInCapitals(line: index + 1))
        }
        return faults
    }

    /// A French post code and the town, as the last line is to be.
    private static func isTown(_ line: String) -> Bool {
        line.wholeMatch(of: /[0-9]{5} \S.*/) != nil
    }

    private static func isInCapitals(_ line: String) -> Bool {
        line.unicodeScalars.allSatisfy {
            (0x20...0x7E).contains($0.value) && !("a"..."z").contains($0) && !",.;:".unicodeScalars.contains($0)
        }
    }

    private static func isCode(_ word: String) -> Bool {
        word.wholeMatch(of: /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/) != nil
    }
}
