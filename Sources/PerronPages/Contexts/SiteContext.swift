import Hummingbird
import PerronDomain
import PerronWorkflows

/// What every page's context can say. Who may see a page is its context's type: `VisitorContext`, `MemberContext`,
/// `CodeHolderContext`, `PasswordOwnerContext`.
package protocol SiteContext: RequestContext {
    var requestID: String { get }
    var visit: Visit { get set }
    var session: ReadSession.Reading { get }
}

extension SiteContext {
    /// The same request, answered in another language.
    func speaking(_ language: Language) -> Self {
        var context = self
        context.visit.language = language
        return context
    }

    /// The page that the router found; nil where it found none.
    package var route: Route? { endpointPath.flatMap(Route.init) }
}
