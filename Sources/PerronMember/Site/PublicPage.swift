import PerronDomain
import PerronPages

/// The fund's public page: the door, and what a first visit looks like.
package struct PublicPage: CastPage {
    package let frame: PageFrame

    package init(frame: PageFrame) {
        self.frame = frame
    }

    package var tokens: [String] { [] }
    package var likeness: [Int]? { [] }
    package var title: String { words("site.public.title") }
    package var layout: PageLayout { .hero }
    package var aside: HTML? { Picture.stepsToDoor(words: words) }

    package var main: HTML {
        """
        \(heading)
        <p class="lead">\(words("site.public.lead"))</p>
        <div class="actions">
        \(ways)
        </div>
        """
    }

    package func replacing(_ tokens: [String], frame: PageFrame) -> PublicPage { PublicPage(frame: frame) }

    private var ways: HTML {
        switch frame.visitor {
        case .member: LinkButton(words("site.public.ownSpace"), to: .memberSpace).html
        case .anonymous, .choosing:
            """
            \(LinkButton(words("site.public.signIn"), to: .signIn).html)
            \(LinkButton(words("site.public.firstVisit"), to: .accessRequest, look: .secondary).html)
            """
        }
    }

    package var below: HTML? {
        """
        <section class="band" aria-labelledby="trois-etapes"><div class="wide">
        <h2 id="trois-etapes">\(words("site.public.steps.title"))</h2>
        <ol class="three-steps">
        \((1...3).map(step).joinedHTML())
        </ol>
        </div></section>
        <div class="wide">
        \(ContactCard(frame: frame, withPost: true).html)
        </div>
        """
    }

    private func step(_ number: Int) -> HTML {
        """
        <li><h3>\(words("site.public.steps.\(number).title"))</h3><p>\(words("site.public.steps.\(number).text"))</p></li>
        """
    }
}
