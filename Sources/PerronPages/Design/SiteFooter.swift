import PerronDomain

struct SiteFooter {
    let frame: PageFrame

    private var words: Words { frame.words }

    var html: HTML {
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

    private var languageSwitch: HTML {
        PostForm(.language, csrf: frame.csrf, hidden: [.returnRoute: frame.route.returnTarget.path]) {
            """
            <fieldset class="languages"><legend>\(words("common.language.label"))</legend>
            \(Language.allCases.map(languageButton).joinedHTML())
            </fieldset>
            """
        }.html
    }

    private func languageButton(_ language: Language) -> HTML {
        let code = language.rawValue
        let current: HTML = language == words.language ? " aria-current=\"true\"" : ""
        return """
            <button name="\(FormField.language.rawValue)" value="\(code)" lang="\(code)"\(current)>\(words("common.language." + code))</button>
            """
    }
}
