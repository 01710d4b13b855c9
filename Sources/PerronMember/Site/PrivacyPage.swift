import PerronDomain
import PerronPages

/// What the site does with people's data, and what they may ask.
package struct PrivacyPage: WebPage {
    package let frame: PageFrame

    private let robots: RobotProvider?

    /// - Parameter robots: the third party behind « Je ne suis pas un robot », if there is one.
    package init(frame: PageFrame, robots: RobotProvider? = nil) {
        self.frame = frame
        self.robots = robots
    }

    package var title: String { words("site.privacy.title") }
    package var aside: HTML? { ContactCard(frame: frame, withPost: true).html }

    package var main: HTML {
        """
        \(heading)
        <p class="lead">\(words("site.privacy.lead", ["fund": frame.fund.name]))</p>
        \(Section(words("site.privacy.what.title"), content: BulletList((1...3).map { words("site.privacy.what.\($0)") }).html).html)
        \(Section(
            words("site.privacy.cookies.title"),
            content: paragraph(words("site.privacy.cookies.text"))
                + BulletList((1...7).map { words("site.privacy.cookies.\($0)") }).html).html)
        \(robots.map(thirdParty))\
        \(Section(words("site.privacy.rights.title"), content: paragraph(words("site.privacy.rights.text"))).html)
        """
    }

    private func thirdParty(_ robots: RobotProvider) -> HTML {
        let text = words("site.privacy.robots.text", ["provider": robots.name, "company": robots.company])
        return Section(words("site.privacy.robots.title"), content: paragraph(text)).html + "\n"
    }
}
