import PerronDomain

/// The site's cookies, all of them necessary. `__Host-` binds each to this very host, over HTTPS (or http://localhost) and for the whole
/// site; no script can read them.
package enum SiteCookie: String, CaseIterable, Sendable {
    /// A visit: what forms' tokens are bound to. Ends with the browser.
    case visit = "__Host-visite"
    /// A session, full or restricted. Ends with the browser, and much earlier by itself.
    case session = "__Host-session"
    /// A recognised browser, for one file or several; set only after a success, and anew at each.
    case browser = "__Host-navigateur"
    /// The request under way, signed.
    case request = "__Host-demande"
    case language = "__Host-langue"
    /// What has just happened, to be said once on the next page; see `News`.
    case news = "__Host-nouvelle"
    /// What was typed in a form that is to be shown again, sealed; see `KeptForm`.
    case typing = "__Host-saisie"

    /// - Parameter life: how long the browser keeps it; nil for as long as it runs.
    package func setting(_ value: String, for life: Duration? = nil) -> CookieChange {
        CookieChange(header: "\(rawValue)=\(value)\(attributes)" + (life.map { "; Max-Age=\($0.components.seconds)" } ?? ""))
    }

    /// A language that was chosen is kept for a year.
    package static func language(_ language: Language) -> CookieChange {
        SiteCookie.language.setting(language.rawValue, for: .days(365))
    }

    package var ending: CookieChange {
        CookieChange(header: "\(rawValue)=\(attributes); Max-Age=0")
    }

    private var attributes: String { "; Path=/; Secure; HttpOnly; SameSite=Lax" }
}

/// One `Set-Cookie` line.
package struct CookieChange: Sendable {
    let header: String
}
