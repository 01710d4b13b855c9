import PerronDomain

/// A picture with the sentence that goes with it.
package struct Figure {
    private let picture: HTML
    private let caption: String

    package init(_ picture: HTML, caption: String) {
        self.picture = picture
        self.caption = caption
    }

    package var html: HTML {
        "<figure>\(picture)<figcaption>\(caption)</figcaption></figure>\n"
    }
}
