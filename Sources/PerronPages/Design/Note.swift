import PerronDomain

/// A sentence to mind right where it stands, with the sign of something to know.
package struct Note {
    private let text: String

    package init(_ text: String) {
        self.text = text
    }

    package var html: HTML {
        "<p class=\"note\">\(Picture.infoSign)<span>\(text)</span></p>\n"
    }
}
