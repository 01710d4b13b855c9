import Hummingbird

/// Answers to the fund's own address only (421 otherwise, RFC 9110 15.5.20): no link, cookie or cache can be made to speak for another.
struct HostCheck: RouterMiddleware {
    typealias Context = VisitorContext

    private let authority: String
    /// With the port that browsers leave out.
    private let fullAuthority: String

    init(publicURL: String) {
        let parts = publicURL.split(separator: "/", omittingEmptySubsequences: true)
        authority = (parts.last ?? "").lowercased()
        fullAuthority = authority + (publicURL.hasPrefix("https://") ? ":443" : ":80")
    }

    func handle(
        _ request: Request, context: VisitorContext, next: (Request, VisitorContext) async throws -> Response
    ) async throws -> Response {
        let asked = request.head.authority?.lowercased()
        guard asked == authority || asked == fullAuthority else { throw Mishap.misdirected }
        return try await next(request, context)
    }
}
