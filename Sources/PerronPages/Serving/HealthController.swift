import HTTPTypes
import Hummingbird
import NIOCore
import PerronWorkflows

/// What a load balancer asks: one plain word, no page, no cookie, no line in the log, under whatever Host.
struct HealthController {
    private let readiness: CheckReadiness
    private let draining: Draining

    init(readiness: CheckReadiness, draining: Draining) {
        self.readiness = readiness
        self.draining = draining
    }

    func addRoutes(to router: Router<VisitorContext>) {
        // The process runs and answers; whoever gets nothing here may start it anew.
        router.get("healthz") { _, _ in Self.word("alive", .ok) }
        router.get("readyz") { [readiness, draining] _, _ in
            let finding = await readiness(isDraining: draining.isOn)
            return Self.word(finding.rawValue, finding == .ready ? .ok : .serviceUnavailable)
        }
    }

    private static func word(_ word: String, _ status: HTTPResponse.Status) -> Response {
        Response(
            status: status, headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: word + "\n")))
    }
}
