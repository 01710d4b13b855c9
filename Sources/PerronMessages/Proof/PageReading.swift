/// What a page of a PDF shows, read back: as an envelope's window, a sorting machine or a mail house sees it. In millimetres from the page's
/// upper left corner.
package struct PageReading: Sendable, Equatable {
    package struct Word: Sendable, Equatable {
        package let text: String
        package let box: Box

        package init(text: String, box: Box) {
            (self.text, self.box) = (text, box)
        }
    }

    package let width: Double
    package let height: Double
    /// In the order in which they are read.
    package let words: [Word]
    /// What surrounds the ink, within the area that was asked about, that is no word's: rules, pictures, stamps. Nil for none.
    package let drawn: Box?

    package init(width: Double, height: Double, words: [Word], drawn: Box?) {
        (self.width, self.height, self.words, self.drawn) = (width, height, words, drawn)
    }
}

/// A rectangle, in millimetres.
package struct Box: Sendable, Equatable {
    package var left: Double
    package var top: Double
    package var right: Double
    package var bottom: Double

    package init(left: Double, top: Double, right: Double, bottom: Double) {
        (self.left, self.top, self.right, self.bottom) = (left, top, right, bottom)
    }

    func meets(_ other: Box) -> Bool { left < other.right && other.left < right && top < other.bottom && other.top < bottom }

    /// - Parameter slack: how far it may stand out, for what a reader rounds.
    func holds(_ other: Box, slack: Double = 0.1) -> Bool {
        left - slack <= other.left && other.right <= right + slack && top - slack <= other.top && other.bottom <= bottom + slack
    }

    func joined(with other: Box?) -> Box {
        guard let other else { return self }
        return Box(
            left: min(left, other.left), top: min(top, other.top), right: max(right, other.right), bottom: max(bottom, other.bottom))
    }

    /// How much of the lower one of the two their heights have in common, 0 to 1.
    func sharesHeight(with other: Box) -> Double {
        let common = min(bottom, other.bottom) - max(top, other.top)
        return max(0, common) / max(0.001, min(bottom - top, other.bottom - other.top))
    }
}
