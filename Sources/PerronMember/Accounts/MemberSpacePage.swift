import PerronDomain
import PerronPages

/// The personal space's first page.
package struct MemberSpacePage: WebPage {
    package let frame: PageFrame
    package let title: String
    private let space: MemberSpace

    package init(frame: PageFrame, space: MemberSpace) {
        self.frame = frame
        self.space = space
        title = frame.words("account.space.hello", ["name": space.record.name.greeting])
    }

    package var main: HTML {
        """
        \(heading)
        \(news)
        \(FileSection(space: space, fund: frame.fund, words: words).html)
        \(signIns)
        """
    }

    /// What one does here, beside what one reads.
    package var aside: HTML? {
        """
        <section class="side-card"><h2>\(words("account.space.security.title"))</h2>
        <p>\(words("account.space.security.changed", ["day": words.date(space.passwordChosenOn)]))</p>
        \(LinkButton(words("account.space.security.change"), to: .changePassword, look: .secondary).html)</section>
        <section class="side-card"><h2>\(words("account.space.signOut.title"))</h2>
        <p>\(words("account.space.signOut.text", ["duration": words.duration(frame.limits.sessions.idle)]))</p>
        \(signOut(.signOut, "account.space.signOut.here", .secondary))
        \(signOut(.signOutEverywhere, "account.space.signOut.everywhere", .quiet))</section>
        \(ContactCard(frame: frame).html)
        """
    }

    private func signOut(_ route: Route, _ key: String, _ look: ButtonLook) -> HTML {
        PostForm(route, csrf: frame.csrf) { Button(words(key), look: look).html }.html
    }

    private var news: HTML? {
        switch space.news {
        case nil: nil
        case .opened(let asksConfirmation):
            Notice(
                .ok, title: words("account.space.opened"),
                content: paragraph(words("account.space.opened.text"))
                    + (asksConfirmation ? confirmation : "")
            ).html
        case .passwordChanged: Notice(.ok, title: words("account.space.changed"), text: words("account.space.changed.text")).html
        case .emailConfirmed:
            Notice(
                .ok, title: words("account.space.emailConfirmed"),
                text: words("account.space.emailConfirmed.text", ["days": words.days(frame.limits.registry.newAddressDays)])
            ).html
        }
    }

    private var confirmation: HTML {
        """
        \(paragraph(words("account.space.opened.email")))
        <p><a class="lone" href="\(Route.confirmEmail.path)">\(words("account.space.confirm"))</a></p>
        """
    }

    private var signIns: HTML {
        Section(words("account.space.signIns.title"), content: space.signIns.isEmpty ? noSignIns : signInTable).html
    }

    private var noSignIns: HTML { paragraph(words("account.space.signIns.none")) }

    private var signInTable: HTML {
        let table = Table(
            caption: words("account.space.signIns.title"),
            heads: [words("account.space.signIns.day"), words("account.space.signIns.time"), words("account.space.signIns.means")],
            rows: space.signIns.map(row))
        let advice = words("account.space.signIns.notYou", ["telephone": frame.fund.unbrokenTelephone])
        return "\(table.html)<p class=\"hint\">\(advice)</p>"
    }

    private func row(_ signIn: MemberSpace.SignIn) -> [HTML] {
        let means = words("account.space.signIns.means.\(signIn.means.rawValue)")
        let now: HTML? = signIn.isThisOne ? " <span class=\"badge\">\(words("account.space.signIns.now"))</span>" : nil
        return ["\(words.date(signIn.day))", "\(words.hour(minutes: signIn.minutes))", "\(means)\(now)"]
    }
}
