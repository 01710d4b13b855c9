/// A sentence with `{name}` where a value goes, taken apart once: pages say some of theirs a thousand times a second.
struct Sentence: Sendable {
    private struct Gap {
        let name: String
        /// What stands between it and the next one.
        let rest: String
    }

    let text: String
    private let lead: String
    private let gaps: [Gap]

    init(_ text: String) {
        self.text = text
        var gaps: [Gap] = []
        let pieces = text.split(separator: "{", omittingEmptySubsequences: false)
        var lead = String(pieces[0])
        for piece in pieces.dropFirst() {
            if let end = piece.firstIndex(of: "}") {
                gaps.append(Gap(name: String(piece[..<end]), rest: String(piece[piece.index(after: end)...])))
            } else if let last = gaps.popLast() {
                gaps.append(Gap(name: last.name, rest: last.rest + "{" + piece))
            } else {
                lead += "{" + piece
            }
        }
        self.lead = lead
        self.gaps = gaps
    }

    /// A name without a value stays as it is written.
    func filled(with values: [String: String]) -> String {
        var filled = lead
        for gap in gaps {
            filled += values[gap.name] ?? "{\(gap.name)}"
            filled += gap.rest
        }
        return filled
    }
}
