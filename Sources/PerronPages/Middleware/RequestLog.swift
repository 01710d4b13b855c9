import HTTPTypes
import Hummingbird
import Logging
import PerronDomain
import PerronSecrets

/// Gives each request an id and writes one line for it: method, route, status, time. Never a path that somebody typed, a query or a body.
struct RequestLog: RouterMiddleware {
    typealias Context = VisitorContext

    private static let header = HTTPField.Name("X-Request-Id")!

    let clock: any TimeSource
    let random: any RandomSource

    func handle(
        _ request: Request, context: VisitorContext, next: (Request, VisitorContext) async throws -> Response
    ) async throws -> Response {
        let begun = clock.now()
        var context = context
        context.requestID = hexadecimal(random.bytes(6))
        context.logger[metadataKey: "request_id"] = "\(context.requestID)"
        // The line below says all that the framework's own number would.
        context.logger[metadataKey: "hb.request.id"] = nil
        var response = try await next(request, context)
        response.headers.append(HTTPField(name: RequestLog.header, value: context.requestID))
        context.logger.info(
            "answered",
            metadata: [
                "method": "\(request.method.rawValue)", "route": "\(context.endpointPath ?? "none")",
                "status": "\(response.status.code)", "ms": "\((clock.now() - begun).wholeMilliseconds)",
            ])
        return response
    }
}
