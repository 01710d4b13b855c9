import PerronDomain
import PerronPages

/// One letter: in its envelope, seen through the window, and the whole page with the window drawn over. Millimetres are the drawing's unit.
struct LetterPage: WebPage {
    let frame: PageFrame
    let name: String
    let hasPicture: Bool

    var title: String { words("demo.letter.title") }
    var aside: HTML? { nil }

    var main: HTML {
        """
        \(heading)
        <p><a class="lone" href="\(Route.demoMailbox.path)">\(words("demo.mailbox.back"))</a></p>
        <p><a class="lone" href="\(file)">\(words("demo.letter.file"))</a></p>
        \(hasPicture ? pictures : nil)
        """
    }

    private var file: String { Route.demoMailbox.path + MailboxPaths.letterFile(name) }
    private var picture: String { Route.demoMailbox.path + MailboxPaths.letterPicture(name) }

    private var pictures: HTML {
        """
        <h2>\(words("demo.letter.envelope"))</h2>
        <svg class="envelope-front" viewBox="0 0 220 110" role="img" aria-label="\(words("demo.letter.envelope"))">
        <defs><clipPath id="fenetre"><rect x="105" y="45" width="100" height="45" rx="3"/></clipPath></defs>
        <rect class="envelope-paper" x="0.5" y="0.5" width="219" height="109" rx="2"/>
        <rect class="envelope-inside" x="105" y="45" width="100" height="45" rx="3"/>
        <image clip-path="url(#fenetre)" href="\(picture)" x="5" y="5" width="210" height="297"/>
        <rect class="envelope-window" x="105" y="45" width="100" height="45" rx="3"/>
        <path class="envelope-stamp" d="M190 8h20v24h-20z"/>
        </svg>
        <h2>\(words("demo.letter.page"))</h2>
        <svg class="letter-page" viewBox="0 0 210 297" role="img" aria-label="\(words("demo.letter.page"))">
        <image href="\(picture)" width="210" height="297"/>
        <rect class="letter-window" x="100" y="40" width="100" height="45" rx="3"/>
        <path class="letter-fold" d="M0 99h6M204 99h6M0 198h6M204 198h6"/>
        </svg>
        """
    }
}
