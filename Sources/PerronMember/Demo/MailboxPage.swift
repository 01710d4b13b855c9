import PerronDomain
import PerronPages

/// What the post brought, e-mails and letters, the newest first.
struct MailboxPage: WebPage {
    let frame: PageFrame
    let mails: [(name: String, mail: MailFile)]
    let letters: [String]

    var title: String { words("demo.mailbox.title") }
    var aside: HTML? { nil }

    var main: HTML {
        """
        \(heading)
        <p class="lead">\(words("demo.mailbox.lead"))</p>
        <div class="actions">\(LinkButton(words("demo.mailbox.reload"), to: .demoMailbox, look: .secondary).html)</div>
        \(Section(words("demo.mailbox.mails"), content: mails.isEmpty ? paragraph(words("demo.mailbox.mails.none")) : mailList).html)
        \(Section(words("demo.mailbox.letters"), content: letters.isEmpty ? paragraph(words("demo.mailbox.letters.none")) : letterList).html)
        """
    }

    private var mailList: HTML {
        let rows: [HTML] = mails.map { name, mail in
            """
            <li><a href="\(Route.demoMailbox.path + MailboxPaths.mail(name))">\(mail.subject)</a>
            <span class="mail-line">\(words("demo.mail.to")) \(mail.to)</span>
            <span class="mail-line">\(mail.date)</span></li>
            """
        }
        return "<ul class=\"mail-list\">\(rows)</ul>"
    }

    private var letterList: HTML {
        let rows: [HTML] = letters.enumerated().map { index, name in
            let number = words("demo.letter.number", ["number": String(letters.count - index)])
            return "<li><a href=\"\(Route.demoMailbox.path + MailboxPaths.letter(name))\">\(number)</a></li>"
        }
        return "<ul class=\"mail-list\">\(rows)</ul>"
    }
}
