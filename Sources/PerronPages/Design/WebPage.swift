import PerronDomain

/// A page of the site: its values are stored properties, its markup is worked out from them.
package protocol WebPage: Sendable {
    var frame: PageFrame { get }
    /// Plain text, for the browser's tab and the heading.
    var title: String { get }
    /// The content, heading included.
    var main: HTML { get }
    /// What helps beside the content on a wide screen, beneath it on a narrow one.
    var aside: HTML? { get }
    /// Under both, over the whole width.
    var below: HTML? { get }
    var layout: PageLayout { get }
    var scripts: [Asset] { get }
    /// The only page part that may come from elsewhere: nil unless the fund chose a third party's robot check and this page asks for it.
    var widget: RobotWidget? { get }
    /// Whether the page came back with something to correct; the tab's title says so first.
    var hasErrors: Bool { get }
    /// Whether the language switch sends the page's form (`PostForm.isKept`) along, so that what was typed stands in it again.
    var keepsTyping: Bool { get }
    /// The whole document.
    var document: HTML { get }
}

package enum PageLayout: String, Sendable {
    /// One column of text, help at its side.
    case column
    /// Text and picture side by side.
    case hero
}

extension WebPage {
    package var words: Words { frame.words }
    package var aside: HTML? { ContactCard(frame: frame).html }
    package var below: HTML? { nil }
    package var layout: PageLayout { .column }
    package var scripts: [Asset] { [] }
    package var widget: RobotWidget? { nil }
    package var hasErrors: Bool { false }
    package var keepsTyping: Bool { false }

    package var heading: HTML { "<h1>\(title)</h1>" }

    package var document: HTML { plainDocument }

    /// Made for its visitor.
    package var plainDocument: HTML {
        PageDocument(
            frame: frame, title: title, hasErrors: hasErrors, keepsTyping: keepsTyping, layout: layout, main: main, aside: aside,
            below: below, scripts: scripts
        ).html
    }
}
