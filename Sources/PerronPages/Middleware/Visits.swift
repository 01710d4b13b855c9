import HTTPTypes
import Hummingbird
import PerronDomain
import PerronSecrets
import PerronWorkflows

/// Finds out what can be known of every visitor: the time, their network and language, and the visit that their forms belong to.
struct Visits: RouterMiddleware {
    typealias Context = VisitorContext

    private static let forwardedFor = HTTPField.Name("X-Forwarded-For")!

    private let settings: SiteSettings
    private let base: Foundations
    private let seals: Visit.Seals

    init(settings: SiteSettings, base: Foundations) {
        self.settings = settings
        self.base = base
        seals = Visit.Seals(forms: CSRFToken(keys: base.keys), typing: SealedCookie(keys: base.keys, random: base.random))
    }

    func handle(
        _ request: Request, context: VisitorContext, next: (Request, VisitorContext) async throws -> Response
    ) async throws -> Response {
        // Taken apart anew each time that it is asked for.
        let cookies = request.cookies
        let known = cookies[SiteCookie.visit.rawValue].flatMap { Token(cookie: $0.value) }
        let token = known ?? Token.random(from: base.random)
        var context = context
        let forwarded = request.headers[values: Visits.forwardedFor]
        context.visit = Visit(
            now: base.clock.now(),
            network: settings.trustedProxies.network(peer: context.peer, forwarded: forwarded),
            address: settings.trustedProxies.client(peer: context.peer, forwarded: forwarded),
            language: language(of: request, cookies),
            note: request.uri.queryParameters[Substring(ArrivalNote.parameter)].flatMap { ArrivalNote(rawValue: String($0)) },
            token: token, seals: seals, cookies: cookies)
        var response = try await next(request, context)
        if known == nil {
            response.headers.append(HTTPField(name: .setCookie, value: SiteCookie.visit.setting(token.cookie).header))
        }
        return response
    }

    private func language(of request: Request, _ cookies: Cookies) -> Language {
        if let chosen = cookies[SiteCookie.language.rawValue].flatMap({ Language(rawValue: $0.value) }) { return chosen }
        return request.headers[.acceptLanguage].map(Language.init(acceptLanguage:)) ?? settings.defaultLanguage
    }
}
