import PerronDomain

/// The document round a page's content: head, header, footer, and the dialog that announces a session's end.
struct PageDocument {
    let frame: PageFrame
    let title: String
    let hasErrors: Bool
    let keepsTyping: Bool
    let layout: PageLayout
    let main: HTML
    let aside: HTML?
    let below: HTML?
    let scripts: [Asset]

    var html: HTML {
        """
        <!doctype html>
        <html lang="\(frame.words.language.rawValue)">
        \(head)
        <body>
        <a class="skip" href="#contenu">\(frame.words("common.skip"))</a>
        \(demoStrip)\(SiteHeader(frame: frame).html)
        <div class="wide \(layout.rawValue)">
        <main id="contenu" tabindex="-1">
        \(resumed)\(main)
        </main>
        \(side)</div>
        \(below)
        \(SiteFooter.html(in: frame, keepsTyping: keepsTyping))
        \(SessionDialog.html(in: frame, keepsTyping: keepsTyping))
        </body>
        </html>

        """
    }

    private var head: HTML {
        """
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="format-detection" content="telephone=no">
        <meta name="referrer" content="no-referrer">
        <title>\(documentTitle)</title>
        <link rel="stylesheet" href="\(frame.assets[.stylesheet])">
        <link rel="icon" type="image/svg+xml" href="\(frame.assets[.icon])">
        \(scriptTags)
        </head>
        """
    }

    private var documentTitle: String {
        let full = frame.words("common.documentTitle", ["title": title, "fund": frame.fund.shortName])
        return hasErrors ? frame.words("common.documentTitle.error", ["title": full]) : full
    }

    private var scriptTags: HTML {
        var all: [Asset] = [.formScript] + scripts
        if case .member = frame.visitor { all.append(.sessionScript) }
        return all.map { "<script type=\"module\" src=\"\(frame.assets[$0])\"></script>" }.joinedHTML()
    }

    private var side: HTML? {
        aside.map { "<aside>\n\($0)\n</aside>\n" }
    }

    private var resumed: HTML? {
        frame.isResumed ? "<p class=\"arrival\" role=\"status\">\(frame.words("common.resumed"))</p>\n" : nil
    }

    private var demoStrip: HTML? {
        guard frame.isDemo else { return nil }
        return """
            <div class="demo" role="region" aria-label="\(frame.words("common.demo.label"))"><div class="wide"><p>\(frame.words("common.demo.notice"))</p>
            <p><a href="\(Route.demoMailbox.path)">\(frame.words("common.demo.mailbox"))</a></p></div></div>

            """
    }
}
