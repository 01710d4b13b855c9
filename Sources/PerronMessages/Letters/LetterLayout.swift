/// Where things stand on the page, in millimetres from the upper left corner of an A4 sheet. A mail house's form may say otherwise.
package struct LetterLayout: Sendable, Equatable {
    package var pageWidth = 210.0
    package var pageHeight = 297.0
    package var marginLeft = 20.0
    package var marginRight = 20.0
    package var marginBottom = 12.0

    /// The window of the envelope shows this, and nothing else may show in it however the sheet slides.
    package var addressLeft = 109.0
    package var addressRight = 190.0
    package var addressTop = 59.0
    package var addressBottom = 79.0

    /// The zone that belongs to the address alone. The file number and the fund's name stand above it.
    package var quietLeft = 90.0
    package var quietTop = 34.0
    package var quietRight = 209.0
    package var quietBottom = 94.0

    /// Who writes, with the letter's date and number: beside that zone.
    package var senderLeft = 20.0
    package var senderTop = 33.5
    package var senderRight = 86.0

    /// The code is printed below this, where the fold hides it from a window.
    package var codeTop = 105.0
    /// Side of the QR code without its quiet zone; at least 25.
    package var squaresSide = 28.0

    package init() {}

    /// The fonts' unit: 72 points to an inch of 25.4 mm.
    static let pointsPerMillimetre = 72 / 25.4
}

/// The font files that are embedded in every letter.
package struct LetterFonts: Sendable, Equatable {
    package let family: String
    package let regular: String
    package let bold: String

    package init(family: String, regular: String, bold: String) {
        self.family = family
        self.regular = regular
        self.bold = bold
    }

    /// Andika (SIL, OFL) as Debian's fonts-sil-andika installs it, or as it lies in another folder: I, l, 1, O and 0 can't be mistaken.
    package static func andika(in folder: String = "/usr/share/fonts/truetype/andika") -> LetterFonts {
        LetterFonts(family: "Andika", regular: folder + "/Andika-Regular.ttf", bold: folder + "/Andika-Bold.ttf")
    }
}
