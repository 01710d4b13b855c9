import PerronPages
import PerronStorage
import PerronWorkflows

/// Keeps a session, or ends it, here or everywhere.
struct SessionController: Sendable {
    let end: EndSessions

    func addRoutes(to router: SiteRouter) {
        // Being asked is enough: every request of a session keeps it.
        router.members.create(.keepSession) { _, _ in .done }
        router.visitors.create(.signOut, use: signOut)
        router.members.create(.signOutEverywhere, use: signOutEverywhere)
    }

    /// Whoever has no session any more is as signed out as they wished to be.
    private func signOut(_ form: Form, _ context: VisitorContext) async throws -> Reply {
        switch context.session {
        case .member(let member): try await end.here(member.session)
        case .codeHolder(let holder): try await end.here(holder.session)
        case .ended, .endedChoosing, .none: break
        }
        return .see(.signIn, saying: .signedOut).changing(SiteCookie.session.ending)
    }

    private func signOutEverywhere(_ form: Form, _ context: MemberContext) async throws -> Reply {
        try await end.everywhere(context.member)
        return .see(.signIn, saying: .signedOutEverywhere).changing(SiteCookie.session.ending).changing(SiteCookie.browser.ending)
    }
}
