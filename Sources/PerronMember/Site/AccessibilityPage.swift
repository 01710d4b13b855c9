import PerronDomain
import PerronPages

/// What is done so that everybody can use the site, and what to do where it isn't enough.
package struct AccessibilityPage: WebPage {
    package let frame: PageFrame

    package init(frame: PageFrame) {
        self.frame = frame
    }

    package var title: String { words("site.accessibility.title") }
    package var aside: HTML? { ContactCard(frame: frame, withPost: true).html }

    package var main: HTML {
        """
        \(heading)
        <p class="lead">\(words("site.accessibility.lead"))</p>
        \(Section(
            words("site.accessibility.done.title"), content: BulletList((1...6).map { words("site.accessibility.done.\($0)") }).html).html)
        \(Section(words("site.accessibility.state.title"), content: paragraph(words("site.accessibility.state.text"))).html)
        \(Section(words("site.accessibility.tell.title"), content: paragraph(words("site.accessibility.tell.text"))).html)
        """
    }
}
