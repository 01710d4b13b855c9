import PerronDomain
import PerronPages

/// What is done so that everybody can use the site, and what to do where it isn't enough.
package struct AccessibilityPage: WebPage {
    package let frame: PageFrame

    private let robots: RobotProvider?

    /// - Parameter robots: the third party behind « Je ne suis pas un robot », if there is one.
    package init(frame: PageFrame, robots: RobotProvider? = nil) {
        self.frame = frame
        self.robots = robots
    }

    package var title: String { words("site.accessibility.title") }
    package var aside: HTML? { ContactCard(frame: frame, withPost: true).html }

    package var main: HTML {
        """
        \(heading)
        <p class="lead">\(words("site.accessibility.lead"))</p>
        \(Section(
            words("site.accessibility.done.title"), content: BulletList(done).html).html)
        \(Section(words("site.accessibility.state.title"), content: paragraph(words("site.accessibility.state.text"))).html)
        \(Section(words("site.accessibility.tell.title"), content: paragraph(words("site.accessibility.tell.text"))).html)
        """
    }

    private var done: [String] {
        (1...5).map { words("site.accessibility.done.\($0)") }
            + [robots.map { words("site.accessibility.robots", ["provider": $0.name]) } ?? words("site.accessibility.done.6")]
    }
}
