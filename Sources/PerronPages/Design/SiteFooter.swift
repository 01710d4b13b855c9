import PerronDomain

struct SiteFooter {
    private let frame: PageFrame
    private let keepsTyping: Bool

    private var words: Words { frame.words }

    static func html(in frame: PageFrame, keepsTyping: Bool) -> HTML {
        let make = { (tokens: [String]) in SiteFooter(frame: frame.replacing(csrf: tokens[0]), keepsTyping: keepsTyping).html }
        return frame.moulds?.cast(SiteFooter.self, in: frame, likeness: [keepsTyping ? 1 : 0], tokens: [frame.csrf], make: make)
            ?? make([frame.csrf])
    }

    private var html: HTML {
        """
        <footer class="site-footer"><div class="wide">
        <div class="footer-fund"><p class="footer-name">\(frame.fund.name)</p>
        <p>\(words("common.footer.phone", ["telephone": frame.fund.unbrokenTelephone]))</p></div>
        <nav aria-label="\(words("common.footer.label"))"><ul>
        \(link(.help, "common.footer.help"))
        \(link(.accessibility, "common.footer.accessibility"))
        \(link(.privacy, "common.footer.privacy"))
        </ul></nav>
        \(languageSwitch)
        </div></footer>
        """
    }

    private func link(_ route: Route, _ key: String) -> HTML {
        let current: HTML = route == frame.route ? " aria-current=\"page\"" : ""
        return "<li><a href=\"\(route.path)\"\(current)>\(words(key))</a></li>"
    }

    /// Where the page has a form to keep, its buttons are that form's: they send what was typed, and the page comes back with it.
    private var languageSwitch: HTML {
        guard !keepsTyping else { return "<div class=\"switch\">\(languages)</div>" }
        return PostForm(.language, csrf: frame.csrf, hidden: [.returnRoute: frame.route.returnTarget.path]) { languages }.html
    }

    private var languages: HTML {
        """
        <fieldset class="languages"><legend>\(words("common.language.label"))</legend>
        \(Language.allCases.map(languageButton).joinedHTML())
        </fieldset>
        """
    }

    private func languageButton(_ language: Language) -> HTML {
        let code = language.rawValue
        let current: HTML = language == words.language ? " aria-current=\"true\"" : ""
        let form: HTML = keepsTyping ? " form=\"\(PostForm.keptID)\"" : ""
        return """
            <button\(form) name="\(FormField.language.rawValue)" value="\(code)" lang="\(code)"\(current)>\(words("common.language." + code))</button>
            """
    }
}
