import PerronDomain

/// What has just happened, in a cookie that the next page reads and ends, so that it is said once. A page says it only where what is stored
/// agrees: a cookie alone makes it say nothing.
package enum News: String, CaseIterable, Sendable {
    case opened = "ouvert"
    case passwordChanged = "change"
    case emailConfirmed = "confirme"
    case codeSent = "code"

    /// Long enough for a redirect on a slow line.
    package var cookie: CookieChange { SiteCookie.news.setting(rawValue, for: .minutes(2)) }
}

extension Visit {
    package var news: News? { cookie(.news).flatMap(News.init) }
}
