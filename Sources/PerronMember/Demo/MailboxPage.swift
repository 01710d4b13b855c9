import PerronDomain
import PerronPages

/// What the post brought, e-mails and letters, the newest first.
struct MailboxPage: WebPage {
    let frame: PageFrame
    let mails: [(name: String, mail: MailFile, sent: String)]
    let letters: [(name: String, addressee: String?)]

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
        let rows: [HTML] = mails.map { name, mail, sent in
            """
            <li><a href="\(Route.demoMailbox.path + MailboxPaths.mail(name))">\(mail.subject)</a>
            <span class="mail-line">\(words("demo.mail.to")) \(mail.to)</span>
            <span class="mail-line">\(sent)</span></li>
            """
        }
        return "<ul class=\"mail-list\">\(rows)</ul>"
    }

    private var letterList: HTML {
        let rows: [HTML] = letters.enumerated().map { index, letter in
            let number = words("demo.letter.number", ["number": String(letters.count - index)])
            let addressee: HTML? = letter.addressee.map { "<span class=\"mail-line\">\($0)</span>" }
            return "<li><a href=\"\(Route.demoMailbox.path + MailboxPaths.letter(letter.name))\">\(number)</a>\(addressee)</li>"
        }
        return "<ul class=\"mail-list\">\(rows)</ul>"
    }
}
