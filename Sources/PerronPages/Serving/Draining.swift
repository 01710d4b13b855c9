import HTTPTypes
import Hummingbird
import Synchronization

/// Whether this process is about to stop: once begun it never ends. From then on a load balancer is told to send nobody here, and each
/// answer is the last of its connection. Isolation: any thread.
package final class Draining: Sendable {
    private let isBegun = Atomic(false)

    package init() {}

    package var isOn: Bool { isBegun.load(ordering: .relaxed) }

    package func begin() {
        isBegun.store(true, ordering: .relaxed)
    }
}

/// Says on each answer that its connection ends, so that the proxy in front opens its next one to another node (RFC 9112 9.6).
struct LastAnswers: RouterMiddleware {
    typealias Context = VisitorContext

    let draining: Draining

    func handle(
        _ request: Request, context: VisitorContext, next: (Request, VisitorContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        if draining.isOn { response.headers[.connection] = "close" }
        return response
    }
}
