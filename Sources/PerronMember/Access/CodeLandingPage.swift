import PerronDomain
import PerronPages

/// Where the link of the e-mail and the QR code of the letter lead. Number and code come in the fragment, which never reaches the server:
/// the script fills them in, without it they are typed. Nothing is sent but by the person's own button.
package struct CodeLandingPage: WebPage {
    package let frame: PageFrame

    package init(frame: PageFrame) {
        self.frame = frame
    }

    package var title: String { words("access.code.title") }
    package var scripts: [Asset] { [.codeScript] }

    package var main: HTML {
        """
        \(Steps(3, name: words("access.steps.password"), words: words).html)\
        \(heading)
        <p class="lead">\(words("access.code.lead"))</p>
        \(Note(words("access.code.address", ["url": frame.fund.publicURL])).html)\
        <div data-code data-filled="\(words("access.code.filled"))">
        <p class="robot-status" role="status" data-code-status></p>
        \(PostForm(.signIn, csrf: frame.csrf) {
            """
            \(Field(.number, .fileNumber, label: words("access.number.label"), hint: words("access.number.hint")).html)
            \(Field(.password, .provisionalPassword, label: words("access.code.label"), hint: words("access.code.hint")).html)
            <div class="actions">
            \(Button(words("access.code.submit")).html)
            \(LinkButton(words("access.code.none"), to: .accessRequest, look: .quiet).html)
            </div>
            """
        }.html)
        </div>
        """
    }
}
