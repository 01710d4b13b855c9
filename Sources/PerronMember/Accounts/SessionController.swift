import PerronDomain
import PerronPages
import PerronStorage
import PerronWorkflows

/// Keeps a session, or ends it, here or everywhere.
struct SessionController: Sendable {
    private struct Kept: Encodable {
        /// Until the session ends, if nothing more is asked: less than the idle time where the end can't be put off any more.
        let seconds: Int
    }

    let end: EndSessions

    func addRoutes(to router: SiteRouter) {
        router.members.create(.keepSession, use: keep)
        router.visitors.create(.signOut, use: signOut)
        router.members.create(.signOutEverywhere, use: signOutEverywhere)
    }

    /// Being asked is enough: every request of a session keeps it.
    private func keep(_ form: Form, _ context: MemberContext) throws -> Reply {
        try .json(Kept(seconds: context.member.secondsLeft(at: context.visit.now)))
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
