import Hummingbird
import PerronDomain
import PerronWorkflows

/// What every page's context can say. Who may see a page is its context's type: `VisitorContext`, `MemberContext`,
/// `CodeHolderContext`, `PasswordOwnerContext`.
package protocol SiteContext: RequestContext {
    var requestID: String { get }
    var visit: Visit { get set }
    var session: ReadSession.Reading { get }
    /// Whose page this is: a form that stood on another file's page changes nothing here. Nil where the page is anybody's.
    var owner: FileNumber? { get }
}

extension ReadSession.Reading {
    /// The file that a session has opened, if only to choose its password.
    package var openFile: FileNumber? {
        switch self {
        case .member(let member): member.record.number
        case .codeHolder(let holder): holder.record.number
        case .ended, .endedChoosing, .none: nil
        }
    }
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
