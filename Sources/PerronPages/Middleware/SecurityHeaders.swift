import HTTPTypes
import Hummingbird

/// What a browser may do with our answers: only our own files, no frames, no referrer, nothing kept. A file that says how long it may be
/// kept, or a page with a policy of its own, keeps what it said.
struct SecurityHeaders: RouterMiddleware {
    typealias Context = VisitorContext

    private let always: [HTTPField]
    private let unlessSaid: [(HTTPField.Name, String)]

    /// - Parameter isSecure: whether the site is reached over HTTPS; browsers ignore HSTS over HTTP (RFC 6797 7.2).
    init(isSecure: Bool) {
        let said = [
            ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"), ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
        ]
        let overHTTPS = isSecure ? [("Strict-Transport-Security", "max-age=63072000; includeSubDomains")] : []
        always = (said + overHTTPS).map { HTTPField(name: HTTPField.Name($0)!, value: $1) }
        unlessSaid = [(ContentPolicy.header, ContentPolicy.page.text), (.cacheControl, "no-store")]
    }

    func handle(
        _ request: Request, context: VisitorContext, next: (Request, VisitorContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        // Appended, for no page says one of these itself, and to look for each costs more than all of them.
        for field in always { response.headers.append(field) }
        for (name, value) in unlessSaid where response.headers[name] == nil { response.headers[name] = value }
        return response
    }
}
