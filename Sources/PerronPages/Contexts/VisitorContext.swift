import Hummingbird
import Logging
import PerronDomain
import PerronWorkflows

/// Anybody's request: what the middlewares find out about it, one after the other. Pages for members take a narrower type.
package struct VisitorContext: SiteContext {
    package var coreContext: CoreRequestContextStorage
    /// Set by `RequestLog`: what the log and an error page call this request.
    package var requestID = ""
    /// Set by `Sessions`.
    package var session = ReadSession.Reading.none
    /// Who is at the other end of the connection, a proxy perhaps; nil where nobody knows, as in a test.
    let peer: IPAddress?
    private var knownVisit: Visit?

    package var owner: FileNumber? { nil }

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        peer = source.channel.remoteAddress.flatMap(IPAddress.init)
    }

    /// For whoever answers requests without a network.
    package init(logger: Logger, peer: IPAddress? = nil) {
        coreContext = CoreRequestContextStorage(source: Unconnected(logger: logger))
        self.peer = peer
    }

    /// Set by `Visits`, which comes before every page.
    package var visit: Visit {
        get {
            guard let knownVisit else { preconditionFailure("a page was registered outside of Visits") }
            return knownVisit
        }
        set { knownVisit = newValue }
    }

    private struct Unconnected: RequestContextSource {
        let logger: Logger
    }
}
