import PerronDomain
import PerronPages

/// One e-mail: as a mail program shows it, and as plain text.
struct MailPage: WebPage {
    let frame: PageFrame
    let name: String
    let mail: MailFile
    let sent: String

    var title: String { mail.subject }
    var aside: HTML? { nil }

    var main: HTML {
        """
        \(heading)
        <p><a class="lone" href="\(Route.demoMailbox.path)">\(words("demo.mailbox.back"))</a></p>
        \(DefinitionList([
            (name: words("demo.mail.from"), value: "\(mail.from)"), (name: words("demo.mail.to"), value: "\(mail.to)"),
            (name: words("demo.mail.date"), value: "\(sent)"),
        ]).html)
        <h2>\(words("demo.mail.looks"))</h2>
        <iframe class="mail-frame" sandbox="allow-popups allow-popups-to-escape-sandbox" title="\(words("demo.mail.looks"))"\
         src="\(address(MailboxPaths.mailAsItLooks(name)))"></iframe>
        <h2>\(words("demo.mail.text"))</h2>
        <pre class="mail-text" tabindex="0" role="region" aria-label="\(words("demo.mail.text"))">\(mail.text)</pre>
        <p><a class="lone" href="\(address(MailboxPaths.mailSource(name)))">\(words("demo.mail.source"))</a></p>
        """
    }

    private func address(_ path: String) -> String { Route.demoMailbox.path + path }
}
