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

    let site: Site
    let end: EndSessions
    let civilTime: CivilTime

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
        case .codeHolder(let holder):
            try await end.here(holder.session)
            if holder.code.isAlive(at: context.visit.now) { return pausing(until: holder.code.expiresAt, context) }
        case .ended, .endedChoosing, .none: break
        }
        return .see(.signIn, saying: .signedOut).changing(SiteCookie.session.ending)
    }

    /// Whoever stops before they have chosen a password is told until when they may go on: on the page itself, for no address may carry it.
    private func pausing(until: Instant, _ context: VisitorContext) -> Reply {
        let words = site.words(for: context)
        let moment = civilTime.moment(until, words)
        let frame = site.frame(for: context, at: .signIn).signedOut
        return .page(SignInPage(frame: frame, arrival: .paused(until: moment))).changing(SiteCookie.session.ending)
    }

    private func signOutEverywhere(_ form: Form, _ context: MemberContext) async throws -> Reply {
        try await end.everywhere(context.member)
        return .see(.signIn, saying: .signedOutEverywhere).changing(SiteCookie.session.ending).changing(SiteCookie.browser.ending)
    }
}
