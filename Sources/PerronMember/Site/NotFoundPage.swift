import PerronDomain
import PerronPages

/// 404.
package struct NotFoundPage: WebPage {
    package let frame: PageFrame

    package init(frame: PageFrame) {
        self.frame = frame
    }

    package var title: String { words("site.notFound.title") }

    package var main: HTML {
        """
        \(heading)
        <p class="lead">\(words("site.notFound.text"))</p>
        <div class="actions">\(LinkButton(words("site.notFound.home"), to: .home).html)
        \(LinkButton(words("common.footer.help"), to: .help, look: .secondary).html)</div>
        """
    }
}
