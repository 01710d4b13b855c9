import PerronDomain
import PerronPages

/// The questions that are asked most, each with its answer.
package struct HelpPage: WebPage {
    package let frame: PageFrame

    package init(frame: PageFrame) {
        self.frame = frame
    }

    package var title: String { words("site.help.title") }
    package var aside: HTML? { ContactCard(frame: frame, withPost: true).html }

    package var main: HTML {
        """
        \(heading)
        <p class="lead">\(words("site.help.lead"))</p>
        <nav class="contents" aria-labelledby="sommaire"><h2 id="sommaire">\(words("site.help.toc"))</h2><ul>
        \(Question.allCases.map { "<li><a href=\"#\($0.anchor)\">\(title(of: $0))</a></li>" as HTML }.joinedHTML())
        </ul></nav>
        \(Question.allCases.map { Section(title(of: $0), id: $0.anchor, content: answer($0)).html }.joinedHTML())
        """
    }

    private func title(of question: Question) -> String {
        words(question.titleKey, ["month": words.month(of: frame.limits.access.formerSiteCutOff)])
    }

    private func answer(_ question: Question) -> HTML {
        switch question {
        case .number:
            paragraph(words("site.help.number.text"))
                + Figure(Picture.letterCorner(words: words), caption: words("common.picture.letterCorner.caption")).html
        case .role:
            BulletList([words("site.help.role.member"), words("site.help.role.survivor"), words("site.help.role.both")]).html
        case .nothing:
            """
            \(paragraph(words("site.help.nothing.text")))
            \(BulletList([
                words("site.help.nothing.spam", ["sender": frame.fund.emailSender.value]), words("site.help.nothing.address"),
            ]).html)
            <p><a href="\(Route.followUp.path)">\(words("site.help.nothing.link"))</a></p>
            """
        case .scam: paragraph(words("site.help.scam.text", ["url": frame.fund.publicURL]))
        case .refused, .old, .guardian, .two, .unasked: paragraph(words("site.help.\(question.rawValue).text"))
        }
    }

    private enum Question: String, CaseIterable {
        case number
        case role
        case nothing
        case refused
        case old
        case guardian
        case two
        case scam
        case unasked

        var titleKey: String { "site.help.\(rawValue).title" }
        var anchor: String { "question-\(rawValue)" }
    }
}
