import Hummingbird
import PerronSecrets
import PerronWorkflows

/// Tells whose session a request belongs to.
struct Sessions: RouterMiddleware {
    typealias Context = VisitorContext

    let read: ReadSession

    func handle(
        _ request: Request, context: VisitorContext, next: (Request, VisitorContext) async throws -> Response
    ) async throws -> Response {
        guard let token = context.visit.cookie(.session).flatMap(Token.init(cookie:)) else { return try await next(request, context) }
        var context = context
        context.session = try await read(token)
        return try await next(request, context)
    }
}
