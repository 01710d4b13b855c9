import Hummingbird
import PerronWorkflows

/// What every page's context can say. Who may see a page is its context's type: `VisitorContext`, `MemberContext`,
/// `CodeHolderContext`, `PasswordOwnerContext`.
package protocol SiteContext: RequestContext {
    var requestID: String { get }
    var visit: Visit { get }
    var session: ReadSession.Reading { get }
}

extension SiteContext {
    /// The page that the router found; nil where it found none.
    package var route: Route? { endpointPath.flatMap(Route.init) }
}
