import HTTPTypes
import Hummingbird

/// What a browser may do with our answers: only our own files, no frames, no referrer, nothing kept. A file that says how long it may be
/// kept, or a page with a policy of its own, keeps what it said.
struct SecurityHeaders: RouterMiddleware {
    typealias Context = VisitorContext

    private let always: [(HTTPField.Name, String)]
    private let unlessSaid: [(HTTPField.Name, String)]

    /// - Parameter isSecure: whether the site is reached over HTTPS; browsers ignore HSTS over HTTP (RFC 6797 7.2).
    init(isSecure: Bool) {
        always =
            [
                (HTTPField.Name("X-Content-Type-Options")!, "nosniff"),
                (HTTPField.Name("Referrer-Policy")!, "no-referrer"),
                (HTTPField.Name("Cross-Origin-Opener-Policy")!, "same-origin"),
                (HTTPField.Name("Cross-Origin-Resource-Policy")!, "same-origin"),
                (HTTPField.Name("Permissions-Policy")!, "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
            ] + (isSecure ? [(HTTPField.Name("Strict-Transport-Security")!, "max-age=63072000; includeSubDomains")] : [])
        unlessSaid = [(ContentPolicy.header, ContentPolicy.page.text), (.cacheControl, "no-store")]
    }

    func handle(
        _ request: Request, context: VisitorContext, next: (Request, VisitorContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        for (name, value) in always { response.headers[name] = value }
        for (name, value) in unlessSaid where response.headers[name] == nil { response.headers[name] = value }
        return response
    }
}
