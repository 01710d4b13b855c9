import FoundationEssentials
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
    private let seals: Seals
    private let cookies: Cookies

    /// What a visit's forms and cookies are sealed with.
    struct Seals: Sendable {
        let forms: CSRFToken
        let typing: SealedCookie
    }

    init(
        now: Instant, network: Network, address: IPAddress?, language: Language, note: ArrivalNote?, token: Token, seals: Seals,
        cookies: Cookies
    ) {
        self.now = now
        self.network = network
        self.address = address
        self.language = language
        self.note = note
        self.token = token
        self.seals = seals
        self.cookies = cookies
    }

    /// The token of every form on a page. A page holds several forms (its own, the language switch, the sign-out), so the token is bound to
    /// the visit and to whose page it is; a token a form would add nothing against other sites.
    func formToken(for file: FileNumber?) -> String { seals.forms.make(visit: token, file: file, now: now) }

    func judge(formToken text: String) -> CSRFToken.Decision {
        seals.forms.verify(text, visit: token, now: now)
    }

    package func cookie(_ cookie: SiteCookie) -> String? {
        cookies[cookie.rawValue]?.value
    }

    /// The cookies of an earlier success in this browser.
    package var formerTokens: FormerTokens {
        FormerTokens(session: cookie(.session).flatMap(Token.init(cookie:)), browser: cookie(.browser).flatMap(Token.init(cookie:)))
    }
}

/// Forms that have to be shown again.
extension Visit {
    /// How long a page that has something to correct may be come back to.
    private static let typingLife: Duration = .minutes(30)

    package func keep(_ form: KeptForm) -> CookieChange {
        let sealed = seals.typing.seal(form.bytes, visit: token, expiresAt: now.adding(Visit.typingLife))
        return SiteCookie.typing.setting(sealed, for: Visit.typingLife)
    }

    /// The form that this page is to show again; nil for a page that was opened by itself.
    func kept(on route: Route, in session: ReadSession.Reading) -> KeptForm? {
        guard let kept = keptForm, kept.route == route.path else { return nil }
        switch note {
        case .toCorrect: return kept.session == session.id ? kept : nil
        case .resumed: return kept.session == nil && kept.file != nil && kept.file == session.openFile?.digits ? kept : nil
        case .signedOut, .signedOutEverywhere, .sessionEnded, .signInFirst, .interrupted, .requestExpired, nil: return nil
        }
    }

    /// Where a session ended, for whoever has just signed in to `file`; whether something typed waits there.
    package func interrupted(file: FileNumber) -> (route: Route, hasTyping: Bool)? {
        guard let kept = keptForm, kept.session == nil, kept.file == nil || kept.file == file.digits else { return nil }
        return Route(rawValue: kept.route).map { ($0, kept.file != nil) }
    }

    /// Once the form of a page did what it is for, there is nothing to come back to.
    func forgetting(_ route: Route) -> CookieChange? {
        keptForm?.route == route.path ? SiteCookie.typing.ending : nil
    }

    private var keptForm: KeptForm? {
        cookie(.typing).flatMap { seals.typing.open($0, visit: token, now: now) }.flatMap(KeptForm.init(bytes:))
    }
}
