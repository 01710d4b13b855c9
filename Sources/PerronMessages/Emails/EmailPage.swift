import PerronDomain

/// The draft as HTML for mail readers: a table of 600 px, styles in the tags, no picture at all, so nothing is missing with images off.
struct EmailPage {
    let draft: EmailDraft
    let voice: EmailVoice

    var html: HTML {
        """
        <!DOCTYPE html>
        <html lang="\(voice.words.language.rawValue)">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="supported-color-schemes" content="light dark">
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
        <title>\(draft.title)</title>
        <style>
        \(EmailStyle.sheet)
        </style>
        </head>
        <body class="paper" style="\(EmailStyle.body)">
        <div style="\(EmailStyle.preview)">\(draft.preview)</div>
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" class="paper" style="\(EmailStyle.paper)"><tr>
        <td align="center" class="page" style="\(EmailStyle.page)">
        <!--[if mso]><table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="\(EmailStyle.column)">
        <tr><td class="head" style="\(EmailStyle.head)">\(voice.fund.name)</td></tr>
        <tr><td style="\(EmailStyle.main)">
        <h1 class="ink" style="\(EmailStyle.title)">\(draft.title)</h1>
        \(draft.blocks.map(html).joinedHTML())
        </td></tr>
        <tr><td class="foot" style="\(EmailStyle.foot)">\(foot)</td></tr>
        </table>
        <!--[if mso]></td></tr></table><![endif]-->
        </td></tr></table>
        </body>
        </html>

        """
    }

    private func html(of block: EmailDraft.Block) -> HTML {
        switch block {
        case .paragraph(let text): "<p class=\"ink\" style=\"\(EmailStyle.paragraph)\">\(text)</p>"
        case .heading(let text): "<h2 class=\"ink\" style=\"\(EmailStyle.heading)\">\(text)</h2>"
        case .code(let label, let groups, let notes): code(label: label, groups: groups, notes: notes)
        case .button(let label, let link, let note): button(label: label, link: link, note: note)
        case .steps(let steps): list(steps)
        }
    }

    private func code(label: String, groups: [String], notes: [String]) -> HTML {
        let lines = notes.map { note -> HTML in "<p class=\"ink\" style=\"\(EmailStyle.note)\">\(note)</p>" }
        return """
            <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="\(EmailStyle.boxSpace)"><tr>
            <td class="box" style="\(EmailStyle.box)">
            <p class="muted" style="\(EmailStyle.label)">\(label)</p>
            <p class="ink code" style="\(EmailStyle.code)">\(groups.joined(separator: "-"))</p>
            \(lines.joinedHTML())
            </td></tr></table>
            """
    }

    private func button(label: String, link: String, note: String) -> HTML {
        """
        <table role="presentation" cellpadding="0" cellspacing="0" border="0" style="\(EmailStyle.buttonSpace)"><tr>
        <td class="button" bgcolor="#0B5C6B" style="\(EmailStyle.button)">\
        <a class="press" href="\(link)" style="\(EmailStyle.press)">\(label)</a></td>
        </tr></table>
        <p class="muted" style="\(EmailStyle.small)">\(note)</p>
        """
    }

    private func list(_ steps: [String]) -> HTML {
        let items = steps.map { step -> HTML in "<li style=\"\(EmailStyle.item)\">\(step)</li>" }
        return "<ol class=\"ink\" style=\"\(EmailStyle.list)\">\(items)</ol>"
    }

    private var foot: HTML {
        let address = voice.fund.postalAddress.map { line -> HTML in "\(line)<br>" }
        return """
            <strong>\(voice.fund.name)</strong><br>
            \(address)\(voice.say("foot.telephone"))<br>
            <a class="link" href="\(voice.fund.publicURL)" style="\(EmailStyle.link)">\(voice.fund.publicURL)</a>
            <p style="\(EmailStyle.automatic)">\(voice.say("foot.automatic"))</p>
            """
    }
}
