import Hummingbird
import PerronDomain
import PerronSecrets
import PerronWorkflows

/// One request's visitor, as far as anybody can be known without a sign-in.
package struct Visit: Sendable {
    /// Read from the clock once.
    package let now: Instant
    package let network: Network
    /// Lives as long as the request; what is stored or counted is the network's digest.
    package let address: IPAddress?
    package var language: Language
    /// Why somebody was sent to this page.
    package let note: ArrivalNote?
    private let token: Token
    private let forms: CSRFToken
    private let cookies: Cookies

    init(
        now: Instant, network: Network, address: IPAddress?, language: Language, note: ArrivalNote?, token: Token, forms: CSRFToken,
        cookies: Cookies
    ) {
        self.now = now
        self.network = network
        self.address = address
        self.language = language
        self.note = note
        self.token = token
        self.forms = forms
        self.cookies = cookies
    }

    /// The token of every form on a page. A page holds several forms (its own, the language switch, the sign-out), so the token is bound to
    /// the visit and to whose page it is; a token a form would add nothing against other sites.
    func formToken(for file: FileNumber?) -> String { forms.make(visit: token, file: file, now: now) }

    func judge(formToken text: String) -> CSRFToken.Decision {
        forms.verify(text, visit: token, now: now)
    }

    package func cookie(_ cookie: SiteCookie) -> String? {
        cookies[cookie.rawValue]?.value
    }

    /// The cookies of an earlier success in this browser.
    package var formerTokens: FormerTokens {
        FormerTokens(session: cookie(.session).flatMap(Token.init(cookie:)), browser: cookie(.browser).flatMap(Token.init(cookie:)))
    }
}
