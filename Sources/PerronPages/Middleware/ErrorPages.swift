import HTTPTypes
import Hummingbird
import Logging
import PerronWorkflows

/// Turns whatever was thrown into a redirect or a page that says what to do next; never a stack trace, never a name of ours.
struct ErrorPages: RouterMiddleware {
    typealias Context = VisitorContext

    let site: Site
    let interruption: Interruption
    let apology: SiteRouter.Apology

    func handle(
        _ request: Request, context: VisitorContext, next: (Request, VisitorContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let detour as Detour {
            do {
                return try await interruption.reply(to: detour, request, context).response
            } catch {
                return apologise(for: error, request, context).response
            }
        } catch let error as HTTPError where error.status == .unauthorized {
            return Response(status: .unauthorized)
        } catch {
            return apologise(for: error, request, context).response
        }
    }

    private func apologise(for error: any Error, _ request: Request, _ context: VisitorContext) -> Reply {
        let mishap = Mishap(error)
        log(mishap, error, context.logger)
        var reply = Reply.page(apology(mishap, site.frame(for: context), context.requestID), mishap.status)
        if request.method == .post { reply = reply.answeringForm }
        if let seconds = mishap.retryAfter(context.visit.now) { reply = reply.with(.retryAfter, String(seconds)) }
        return reply
    }

    private func log(_ mishap: Mishap, _ error: any Error, _ logger: Logger) {
        let kind = StoreOutage.describe(error)
        switch mishap {
        case .accident: logger.error("a page failed", metadata: ["error": "\(kind)"])
        case .unavailable: logger.warning("the store is unavailable", metadata: ["error": "\(kind)"])
        case .notFound, .forged, .staleForm, .otherFile, .unreadable, .tooLarge, .misdirected, .tooLate, .tooMany: break
        }
    }
}
